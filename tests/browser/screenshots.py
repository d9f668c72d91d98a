"""The pictures of the README: `python -m tests.browser.screenshots` plays and photographs a round.

All of them, or some: `… screenshots play judges`, see PARTS. Rounds are played on a deck whose
people agreed to be shown; any other real face is made of coarse blocks before the picture is taken.
"""

import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from game.common.recipe import GENERATOR, TRUNCATION_PSI
from game.common.settings import Settings
from game.faces.frame import encode
from game.generators.zoo import load_generator
from tests.browser import played
from tests.browser.looking import launch, settled
from tests.browser.photograph import OPEN_DECK, photograph
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
    join(page, server, "Ada", f"?deck={OPEN_DECK}")
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
    page.get_by_role("heading", name=re.compile("^Pair 1: ")).wait_for()
    photograph(page, server, f"{size}-climb")


def about(page: Page, size: str, server: Server) -> None:
    """What the game says of itself."""
    page.goto(f"{server.url}/about")
    page.get_by_text("What you are looking at").wait_for()
    photograph(page, server, f"{size}-about")


def lab(page: Page, size: str, server: Server) -> None:
    """The tools of the Lab, and a face."""
    for name, address in LAB.items():
        page.goto(f"{server.url}/{name}{address}")
        settled(page)
        photograph(page, server, f"{size}-lab-{name}")


def in_class(page: Page, size: str, server: Server) -> None:
    """A class of three."""
    browser, viewport = page.context.browser, page.viewport_size
    assert browser
    assert viewport
    classroom(browser, size, viewport, server)


# Each by somebody new: to them a page shows no photo that may still come up.
PARTS = {
    "play": play,
    "about": about,
    "lab": lab,
    "judges": judges,
    "duel": duel,
    "class": in_class,
}
REVIEW = "review"  # after others have played


def main(parts: Sequence[str]) -> None:
    """Photograph these parts at every size, and what is played and looked back at in the dark."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder), GAME_ADMIN_SECRET=SECRET)
        browser = launch(playwright)
        try:
            for size, (width, height) in SIZES.items():
                _photograph(
                    browser,
                    size,
                    _view(width, height),
                    [part for part in parts if part in PARTS],
                    server,
                )
            night = _view(*SIZES["laptop"]) | {"color_scheme": "dark"}
            _photograph(browser, "dark", night, [part for part in parts if part == "play"], server)
            if REVIEW in parts:
                token = played.play(server, rounds_each=4)["Ada"]
                for size, (width, height) in SIZES.items():
                    review(browser.new_context(**_view(width, height)), size, server, token)
                review(browser.new_context(**night), "dark", server, token)
        finally:
            browser.close()
            server.kill()


def _view(width: int, height: int) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": height}}


def _photograph(
    browser: Browser, size: str, view: Any, parts: Sequence[str], server: Server
) -> None:
    for part in parts:
        page = browser.new_page(**view)
        page.set_default_timeout(60_000)
        PARTS[part](page, size, server)
        page.close()


if __name__ == "__main__":
    main(sys.argv[1:] or [*PARTS, REVIEW])
