"""The pictures of the README: `python -m tests.browser.screenshots` plays and photographs a round.

A real person's photo is made of coarse blocks before the picture is taken; generated faces, who are
nobody, are shown as they are.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, Playwright, sync_playwright

from game.common.recipe import GENERATOR, TRUNCATION_PSI
from game.common.settings import Settings
from game.faces.frame import encode
from game.generators.zoo import load_generator
from tests.browser import played
from tests.browser.looking import launch, settled
from tests.browser.photograph import FOLDER, photograph
from tests.browser.playing import asked, join, revealed, wait_for_pair
from tests.browser.reviewing import SECRET
from tests.browser.screenshots_class import classroom
from tests.browser.screenshots_review import review
from tests.browser.server import Server

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


def play(page: Page, size: str, server: Server) -> None:
    """One round with a picture at each turn."""
    page.goto(server.url)
    asked(page)
    photograph(page, server, f"{size}-welcome", dealt=False)
    join(page, server, "Ada")
    photograph(page, server, f"{size}-ask")
    page.reload()
    for position in range(1, 11):
        wait_for_pair(page, position)
        page.keyboard.press("ArrowLeft" if position % 3 else "ArrowRight")
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
    join(page, server, "Bo", "?mode=climb")
    page.get_by_role("heading", name="Pair 1: untrained").wait_for()
    photograph(page, server, f"{size}-climb")


def main() -> None:
    """Write assets/screenshots/SIZE-MOMENT.png for every size, and the laptop in the dark."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder), GAME_ADMIN_SECRET=SECRET)
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
        page.goto(f"{server.url}/about")
        page.get_by_text("What you are looking at").wait_for()
        photograph(page, server, f"{size}-about")
        for name, address in LAB.items():
            page.goto(f"{server.url}/{name}{address}")
            settled(page)
            photograph(page, server, f"{size}-lab-{name}")
    token = played.play(server, rounds_each=4)["Ada"]
    for size, (width, height) in SIZES.items():
        light = browser.new_context(viewport={"width": width, "height": height})
        review(light, size, server, token)
    night = browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme="dark")
    review(night, "dark", server, token)
    for size, (width, height) in SIZES.items():
        # Somebody new: to them the page shows no photo that may still come up.
        page = browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(60_000)
        judges(page, size, server)
        duel(page, size, server)
        classroom(browser, size, {"width": width, "height": height}, server)
    dark = browser.new_page(viewport={"width": 1366, "height": 768}, color_scheme="dark")
    dark.set_default_timeout(60_000)
    play(dark, "dark", server)
    browser.close()


if __name__ == "__main__":
    main()
