"""A round that one sends and another plays: its text, the invitation, both scores, a rematch."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.in_class import LAPTOP, PHONE
from tests.browser.playing import join, revealed, wait_for_pair
from tests.browser.server import Server
from tests.rounds.playing import STAGE

LENGTH = 10
REACTION = 200  # milliseconds
SHARE = "navigator.share = async (told) => { window.shared = told; };"


def play(page: Page, answer: Callable[[], None], onward: Callable[[], None]) -> None:
    """A whole round, two presses a pair, whichever way they are made."""
    for position in range(1, LENGTH + 1):
        wait_for_pair(page, position)
        answer()
        revealed(page)
        onward()


def lead_on(page: Page) -> None:
    """By mouse, as soon as a person can who has seen the truth."""
    page.wait_for_timeout(REACTION)
    page.locator(".onward").click()


def test_a_link_invites_in_another_browser_and_leads_to_a_rematch(
    browser: Browser, server: Server
) -> None:
    """Who sends it plays by keyboard, who follows it by mouse: as many presses, and no name."""
    sender = browser.new_context(viewport=LAPTOP)
    sender.grant_permissions(["clipboard-read", "clipboard-write"])
    sender.add_init_script(SHARE)
    page = sender.new_page()
    page.set_default_timeout(60_000)
    join(page, server, "Sender", f"?against={STAGE}")
    play(page, lambda: page.keyboard.press("ArrowLeft"), lambda: page.keyboard.press("Enter"))
    score = page.get_by_role("heading", name=re.compile(r"\d+ of 10 right")).inner_text()
    page.get_by_role("button", name="Let a friend play the same").click()
    expect(page.locator("[data-testid=stCode]")).to_contain_text("?same=")
    page.get_by_role("button", name="Copy the result").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Share the result").click()
    assert page.evaluate("window.shared") == {"text": copied}
    said, signs, address = copied.splitlines()
    assert said.startswith(f"Play the discriminator: {score.removesuffix(' right')}")
    assert len(signs) == LENGTH
    assert signs.count("🟩") == int(score.split()[0])
    assert address.startswith(f"{server.url}/?same=")
    sender.close()

    friend = browser.new_context(viewport=PHONE)
    page = friend.new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    expect(page.get_by_role("heading", name="Sender invites you")).to_be_visible()
    expect(page.get_by_text(score)).to_be_visible()
    face = page.get_by_role("img", name="A generated face")
    expect(face).to_be_visible()
    assert face.evaluate("image => image.naturalWidth") > 0
    page.get_by_role("button", name="Play the same pairs").click()
    play(
        page,
        lambda: page.get_by_role("button", name="Left is real", exact=True).click(),
        lambda: lead_on(page),
    )
    # Both said left to the same ten.
    expect(page.get_by_role("heading", name="A draw with Sender")).to_be_visible()
    page.get_by_role("button", name="Rematch").click()
    wait_for_pair(page, 1)
    friend.close()
