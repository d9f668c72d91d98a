"""A class as its host at the projector and its players with phones press through it."""

import re

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.browser.looking import press_until
from tests.browser.server import Server

PHONE: ViewportSize = {"width": 390, "height": 844}


LAPTOP: ViewportSize = {"width": 1366, "height": 768}
PROJECTOR: ViewportSize = {"width": 1920, "height": 1080}


LENGTH = 5


def new_context(browser: Browser, **look: object) -> BrowserContext:
    """A browser of its own, and patience for a class whose faces are still to be made."""
    context = browser.new_context(**look)  # type: ignore[arg-type]
    context.set_default_timeout(180_000)
    return context


def open_room(host: Page, title: str, *, alone: bool = False, deck: str | None = None) -> str:
    """Unfold and fill the form; the room's code, read off the projector."""
    host.get_by_text("With settings of your own").click()
    host.get_by_role("textbox", name="Title").fill(title)
    slider = host.get_by_role("slider", name="How many")
    slider.focus()
    for _ in range(10 - LENGTH):
        slider.press("ArrowLeft")
    if deck:
        host.get_by_role("combobox", name="Photos of the deck").click()
        host.get_by_role("option", name=deck, exact=True).click()
    if alone:
        host.get_by_text("Everybody goes on alone").click()
    opening = host.get_by_role("button", name="Open the room")
    press_until(opening, host.get_by_role("button", name="Begin"))
    shown = host.get_by_role("heading", name=re.compile(r"^[a-z]+-[a-z]+-\d\d$"))
    return str(shown.inner_text())


def type_name(context: BrowserContext, server: Server, code: str, nickname: str) -> Page:
    page = context.new_page()
    page.goto(f"{server.url}/join?room={code}")
    expect(page.get_by_label("Code")).to_have_value(code)
    page.get_by_label("Nickname").fill(nickname)
    page.get_by_role("button", name="Join").click()
    return page


def join(
    context: BrowserContext, server: Server, code: str, nickname: str, *, namesake: bool = False
) -> Page:
    page = type_name(context, server, code, nickname)
    if namesake:
        page.get_by_role("button", name="I am somebody else").click()
    expect(page.get_by_text("You are in. Look at the projector.")).to_be_visible()
    return page


def asked(page: Page, position: int) -> None:
    """The trial is on the screen, and listens."""
    expect(page.get_by_role("heading", name=f"{position} of {LENGTH}")).to_be_visible()
    expect(page.get_by_role("button", name="Left is real")).to_be_enabled()


def answer(page: Page, position: int, side: str) -> None:
    asked(page, position)
    page.get_by_role("button", name=f"{side} is real").click()
    expect(page.get_by_text("Your answer is in.")).to_be_visible()
    expect(page.get_by_text("real photo", exact=True)).to_have_count(0)


def press(host: Page, label: str) -> None:
    host.get_by_role("button", name=label, exact=True).click()


def votes(host: Page) -> list[str]:
    """How many chose each answer, as the projector shows it."""
    return host.locator(".vote b").all_inner_texts()


def open_settings(host: Page) -> None:
    """Unfold what is below the projector."""
    if not host.locator("details.settings[open]").count():
        host.get_by_text(re.compile(r"^Players \(\d+\) and settings$")).click()


def open_player(host: Page, nickname: str) -> None:
    """Press a player's name while a trial is on."""
    open_settings(host)
    host.get_by_role("button", name=nickname, exact=True).click()


def end(host: Page) -> None:
    open_settings(host)
    host.get_by_text("End", exact=True).click()
    press(host, "End the class")


def delete(host: Page) -> None:
    host.get_by_text("This room", exact=True).click()
    press(host, "Delete")
    press(host, "Delete the room")
