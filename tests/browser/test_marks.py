"""Marking what gave a fake away, in a real browser: taps, keys, a reload."""

import pytest
from playwright.sync_api import FloatRect, Page, expect

from tests.browser.playing import guesses, join, revealed
from tests.browser.server import Server


def open_marks(page: Page) -> None:
    page.get_by_role("button", name="Why?").click()
    page.get_by_text("Mark what gave it away").click()
    expect(page.get_by_alt_text("The generated face")).to_be_visible()
    page.wait_for_timeout(500)  # the page still moves


def face(page: Page) -> FloatRect:
    """Where the large face lies, scrolled into view."""
    found = page.locator(".marking .face")
    found.scroll_into_view_if_needed()
    box = found.bounding_box()
    assert box is not None
    return box


def tap(page: Page, box: FloatRect, x: float, y: float) -> None:
    page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])


def stored(page: Page, server: Server, nickname: str, marks: int) -> None:
    """Wait until the store holds so many marks of the player's one guess."""
    for _ in range(120):
        (guess,) = guesses(server, nickname)
        if len(guess.tells or ()) == marks:
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{guess.tells} instead of {marks} marks")


def test_a_tap_and_a_key_mark_the_fake_and_a_reload_keeps_both(page: Page, server: Server) -> None:
    join(page, server, "Hedy")
    page.keyboard.press("ArrowLeft")
    revealed(page)
    open_marks(page)

    page.get_by_role("button", name="Teeth", exact=True).click()
    tap(page, face(page), 0.25, 0.6)
    expect(page.locator(".dot")).to_have_count(1)
    # Enter on a region marks its middle, and does not deal the next pair.
    page.get_by_role("button", name="Mark Teeth: top right").press("Enter")
    expect(page.locator(".dot")).to_have_count(2)
    stored(page, server, "Hedy", 2)

    page.reload()
    expect(page.locator(".stamp")).to_be_visible()
    open_marks(page)
    expect(page.locator(".dot")).to_have_count(2)
    (guess,) = guesses(server, "Hedy")
    assert guess.tells is not None
    (place, x, y, tell), (_, right, top, _) = guess.tells
    assert tell == "teeth"
    assert (x, y) == pytest.approx((0.25, 0.6), abs=0.01)
    assert (right, top) == pytest.approx((5 / 6, 1 / 6))
    assert place in (0, 1)

    page.get_by_role("button", name="Remove mark 1").click()
    expect(page.locator(".dot")).to_have_count(1)
    stored(page, server, "Hedy", 1)


def test_taps_faster_than_the_server_are_all_kept(page: Page, server: Server) -> None:
    join(page, server, "Mae")
    page.get_by_role("button", name="I know this face").click()
    revealed(page)
    open_marks(page)
    box = face(page)
    for n in range(12):
        tap(page, box, 0.05 + n / 16, 0.2)
    expect(page.get_by_text("12 marks are enough")).to_be_visible()
    expect(page.locator(".dot")).to_have_count(12)
    page.wait_for_timeout(3000)
    expect(page.locator(".dot")).to_have_count(12)
    stored(page, server, "Mae", 12)  # each tap that was lost on its way is sent again
