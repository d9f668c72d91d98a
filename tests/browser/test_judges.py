"""The judges' pages in a real browser: they are found, a dropped picture is judged, phones fit."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from game.faces.decks.deck import Deck
from tests.browser.looking import rightmost, settled
from tests.browser.server import Server


def test_a_picture_is_dropped_judged_and_gone_after_a_reload(
    page: Page, server: Server, deck: Deck
) -> None:
    page.goto(server.url)
    page.get_by_text("Judges", exact=True).click()
    page.get_by_text("Ask the judges", exact=True).click()
    page.locator("input[type=file]").set_input_files(deck.folder / deck.train[0])
    expect(page.get_by_text(re.compile(r"Patch detector: \d+\s% fake"))).to_be_visible()
    settled(page)
    page.reload()
    expect(page.get_by_text("A high p(fake) proves nothing")).to_be_visible()
    expect(page.get_by_text(re.compile("Patch detector: "))).to_have_count(0)


@pytest.mark.parametrize("name", ["ask", "judges", "versus"])
def test_nothing_is_wider_than_a_phone(browser: Browser, server: Server, name: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.set_default_timeout(60_000)
    page.goto(f"{server.url}/{name}")
    assert rightmost(page) <= 390
    page.close()
