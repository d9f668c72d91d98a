"""Searches for a face in a real browser: how far they are, cancelling, links, painting."""

import re

import pytest
from playwright.sync_api import Page, expect

from game.faces.decks.deck import Deck
from tests.browser.looking import press_until, settled
from tests.browser.server import Server

STEPS = re.compile(r"Step \d+ of \d+")
BUTTONS = {
    "find": "Find",
    "fill": "Fill in",
    "enlarge": "Enlarge",
    "sketch": "Make a face of it",
    "between": "Find both",
}


def search(page: Page, name: str) -> None:
    """Press the button and wait for the end."""
    page.get_by_role("button", name=BUTTONS[name], exact=True).click()
    # The first search of a server measures P before it begins.
    page.wait_for_url(re.compile(r"[?&]faces?=[\w.-]{400,}"), timeout=180_000)
    expect(page.get_by_text(STEPS)).to_have_count(0)
    expect(page.get_by_text("The photo itself is not stored")).to_be_visible()
    settled(page)


def pictures(page: Page) -> list[str | None]:
    return [img.get_attribute("src") for img in page.locator("figure img").all()]


@pytest.mark.parametrize("name", ["enlarge", "sketch", "between"])
def test_what_was_found_has_a_link(page: Page, server: Server, name: str) -> None:
    page.goto(f"{server.url}/{name}")
    settled(page)
    search(page, name)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_text("The photo itself is not stored")).to_be_visible()
    settled(other)
    assert pictures(other) == pictures(page)


def test_a_photo_is_looked_for_cancelled_and_found(page: Page, server: Server, deck: Deck) -> None:
    page.goto(f"{server.url}/find")
    page.locator("input[type=file]").set_input_files(deck.folder / deck.train[0])
    settled(page)
    press_until(page.get_by_role("button", name="Find", exact=True), page.get_by_text(STEPS))
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text(STEPS)).to_have_count(0)
    assert "face=" not in page.url
    search(page, "find")
    expect(page.get_by_text("How near can this generator come?")).to_be_visible()
    page.reload()
    expect(page.get_by_text("The photo itself is not stored")).to_be_visible()
    expect(page.get_by_text("How near can this generator come?")).to_have_count(0)


def test_a_part_is_painted_over_and_filled_in(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/fill?part=painted")
    canvas = page.locator("canvas")
    expect(page.get_by_role("button", name="Fill in", exact=True)).to_be_disabled()
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + box["width"] / 4, middle[1] + box["height"] / 4, steps=8)
    page.mouse.up()
    expect(page.get_by_role("button", name="Fill in", exact=True)).to_be_enabled()
    painted = canvas.evaluate(
        "canvas => [...canvas.getContext('2d').getImageData(256, 256, 1, 1).data]"
    )
    assert painted == [128, 128, 128, 255]
    search(page, "fill")
    expect(page.get_by_text("before they were set in")).to_be_visible()
    page.get_by_role("button", name="Start again").click()
    expect(page.get_by_role("button", name="Fill in", exact=True)).to_be_disabled()
