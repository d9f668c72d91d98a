"""The pictures of the README: `python -m tests.browser.screenshots` plays and photographs a round.

A real person's photo is made of coarse blocks before the picture is taken; generated faces, who are
nobody, are shown as they are.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, Playwright, sync_playwright

from game.faces.deck import load_deck
from game.faces.frame import encode
from game.faces.thumbnail import enlarged, reduced
from game.generators.recipe import GENERATOR, TRUNCATION_PSI
from game.generators.zoo import load_generator
from game.play import DECK
from game.settings import ROOT, Settings
from game.store.tables import Face
from game.ui.pair import as_data
from tests.browser.conftest import Server, launch
from tests.browser.test_lab import settled
from tests.browser.test_round import join, revealed, sure, wait_for_pair

FOLDER = ROOT / "assets" / "screenshots"
SIZES = {"phone": (390, 844), "laptop": (1366, 768), "projector": (1920, 1080)}

LAB = {
    "face": "?seed=2000011",
    "truncation": "",
    "walk": "",
    "mixing": "",
    "directions": "",
    "noise": "",
    "diversity": "",
}

PIXELATE = """
(sources) => {
  for (const image of document.querySelectorAll("*")) {
    for (const img of image.shadowRoot?.querySelectorAll(".face img") ?? []) {
      if (!sources.includes(img.src)) continue;
      const small = document.createElement("canvas");
      small.width = small.height = 10;
      small.getContext("2d").drawImage(img, 0, 0, 10, 10);
      img.src = small.toDataURL();
      img.style.imageRendering = "pixelated";
    }
  }
}
"""


def photograph(page: Page, server: Server, name: str) -> None:
    """Blur every real face on the page, then take its picture."""
    page.wait_for_timeout(900)
    page.evaluate(PIXELATE, _real_pictures(server))
    page.wait_for_timeout(200)
    # A palette of 256 colours is enough for a README and a third of the size.
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").quantize(256).save(FOLDER / f"{name}.png", optimize=True)


def _real_pictures(server: Server) -> list[str]:
    """The pictures of every real face that any player was shown, as the page holds them."""
    deck = load_deck(DECK, Settings.from_environment())
    store = server.store()
    with store.read() as session:
        shown = {(face.photo, face.size) for face in session.query(Face) if face.photo}
    store.close()
    pictures = []
    for name, size in shown:
        photo = deck.photo(name)
        # As it was shown: beside a small stage's fake, as a thumbnail.
        pictures.append(photo if size is None else enlarged(reduced(photo, size), len(photo)))
    return [as_data(encode(picture)) for picture in pictures]


def play(page: Page, size: str, server: Server) -> None:
    """One round with a picture at each turn."""
    page.goto(server.url)
    page.get_by_label("Nickname").wait_for()
    photograph(page, server, f"{size}-welcome")
    join(page, "Ada")
    photograph(page, server, f"{size}-ask")
    page.reload()
    for position in range(1, 11):
        wait_for_pair(page, position)
        page.keyboard.press("ArrowLeft" if position % 3 else "ArrowRight")
        sure(page)
        page.keyboard.press("2")
        revealed(page)
        if position == 4:
            photograph(page, server, f"{size}-reveal")
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Once more").wait_for()
    page.mouse.move(0, 0)
    photograph(page, server, f"{size}-result")


def judges(page: Page, size: str, server: Server) -> None:
    """The pages about the judges; the picture that they are asked about shows nobody."""
    page.goto(f"{server.url}/judges?judge=Patch+detector")
    page.locator("canvas, svg.marks").nth(2).wait_for()
    photograph(page, server, f"{size}-judges")
    page.goto(f"{server.url}/versus")
    settled(page)
    photograph(page, server, f"{size}-versus")
    settings = Settings.from_environment()
    generator = load_generator(GENERATOR, settings)
    face = generator.face(generator.recipe(2_000_017, TRUNCATION_PSI, 512))
    page.goto(f"{server.url}/ask")
    page.locator("input[type=file]").set_input_files(
        {"name": "nobody.png", "mimeType": "image/png", "buffer": encode(face)}
    )
    page.get_by_text("What Patch detector looked at").wait_for()
    settled(page)
    photograph(page, server, f"{size}-ask-judges")


def duel(page: Page, size: str, server: Server) -> None:
    """The theatre at a late stage, and the first pair of a climb by somebody new."""
    page.goto(f"{server.url}/theatre?stage=160k+images")
    settled(page)
    photograph(page, server, f"{size}-theatre")
    page.goto(server.url)
    page.get_by_label("Nickname").fill("Bo")
    page.get_by_role("button", name="Climb from noise to faces").click()
    page.get_by_role("heading", name="Pair 1: untrained").wait_for()
    photograph(page, server, f"{size}-climb")


def main() -> None:
    """Write assets/screenshots/SIZE-MOMENT.png for every size, and the laptop in the dark."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        try:
            photograph_everything(playwright, server)
        finally:
            server.kill()


def photograph_everything(playwright: Playwright, server: Server) -> None:
    """A visitor of each size plays a round and looks at the other pages; one plays in the dark."""
    browser = launch(playwright)
    for size, (width, height) in SIZES.items():
        page = browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(60_000)
        play(page, size, server)
        page.goto(f"{server.url}/leaderboard")
        page.get_by_text("Who is the better").wait_for()
        photograph(page, server, f"{size}-leaderboard")
        page.goto(f"{server.url}/about")
        page.get_by_text("What you are looking at").wait_for()
        photograph(page, server, f"{size}-about")
        for name, address in LAB.items():
            page.goto(f"{server.url}/{name}{address}")
            settled(page)
            photograph(page, server, f"{size}-lab-{name}")
    for size, (width, height) in SIZES.items():
        # Somebody new: to them the page shows no photo that may still come up.
        page = browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(60_000)
        judges(page, size, server)
        duel(page, size, server)
    dark = browser.new_page(viewport={"width": 1366, "height": 768}, color_scheme="dark")
    dark.set_default_timeout(60_000)
    play(dark, "dark", server)
    browser.close()


if __name__ == "__main__":
    main()
