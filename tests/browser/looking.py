"""The browser, when a page in it is ready to be looked at, and what is seen of it."""

import shutil
import time
from collections.abc import Mapping
from contextlib import suppress

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect

expect.set_options(timeout=60_000)  # a busy machine is slow, not wrong


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium; if it is here its headless shell, which draws no window and takes less.

    As root it runs without its sandbox only.
    """
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"),
        args=["--no-sandbox", "--disable-gpu"],
    )


def press_until(button: Locator, shown: Locator) -> None:
    """Press until something is shown, as people do: a page that is just drawn may lose a press."""
    for _ in range(2):
        button.click()
        with suppress(AssertionError):
            expect(shown).to_be_visible()
            return
    button.click()
    expect(shown).to_be_visible()


def rightmost(page: Page) -> float:
    """How far to the right anything on the page reaches, in pixels."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    for plot in page.locator("[data-testid=stVegaLiteChart]").all():  # drawn after the script
        plot.locator("canvas, svg.marks").first.wait_for()
    return float(
        page.evaluate(
            "() => Math.max(...[...document.querySelectorAll("
            "'img, h1, h2, p, figure, canvas, svg.marks')]"
            ".map((element) => element.getBoundingClientRect().right))"
        )
    )


def settled(page: Page) -> None:
    """The script has run and its pictures are there."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    expect(page.locator("h1")).to_be_visible()
    until(
        page,
        "() => { const all = [...document.querySelectorAll('main img, section img')];"
        " return all.length > 0 && all.every((img) => img.complete && img.naturalWidth); }",
    )


def until(page: Page, script: str) -> None:
    """Asked from outside: a page's policy lets it evaluate no text of its own accord."""
    ends = time.monotonic() + 60
    while not page.evaluate(script):
        assert time.monotonic() < ends, script
        page.wait_for_timeout(50)


def names(context: BrowserContext) -> set[str]:
    return {str(cookie["name"]) for cookie in context.cookies()}


def until_cookie(context: BrowserContext, name: str) -> Mapping[str, object]:
    """The cookie, which comes a moment after the page."""
    deadline = time.monotonic() + 30
    while name not in names(context) and time.monotonic() < deadline:
        time.sleep(0.1)
        context.pages[0].evaluate("0")  # lets the browser speak
    return next(cookie for cookie in context.cookies() if cookie["name"] == name)
