"""The judges' pages in a real browser: they are found, a dropped picture is judged."""

import re

from playwright.sync_api import Page, expect

from game.faces.decks.deck import Deck
from tests.browser.looking import settled
from tests.browser.server import Server


def test_a_picture_is_dropped_judged_and_gone_after_a_reload(
    page: Page, server: Server, deck: Deck
) -> None:
    page.goto(server.url)
    page.get_by_role("link", name="Try it").click()
    page.locator("input[type=file]").set_input_files(deck.folder / deck.train[0])
    expect(page.get_by_text(re.compile(r"Patch detector: \d+\s% fake"))).to_be_visible()
    settled(page)
    page.reload()
    expect(page.get_by_text("A high p(fake) proves nothing")).to_be_visible()
    expect(page.get_by_text(re.compile("Patch detector: "))).to_have_count(0)
