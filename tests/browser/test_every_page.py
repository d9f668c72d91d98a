"""One walk through all pages: what they may do, who can read them, what they weigh, where
they fit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from game.ui.navigation import ENTRIES
from tests.browser.in_class import LAPTOP, PHONE
from tests.browser.looking import rightmost
from tests.browser.server import Server

# Of a page whose scripts, fonts and styles the browser has; the first one brings these along.
MOST_BYTES, MOST_BYTES_AT_FIRST = 2_000_000, 3_000_000
MOST_REQUESTS = 150  # those that the browser answers itself, too

VIOLATIONS = """
async (options) => {
  const { violations } = await axe.run({ resultTypes: ["violations"], ...options });
  return violations.filter(({ impact }) => ["serious", "critical"].includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
}
"""


@dataclass
class Weight:
    """What a page has taken, by HTTP and over Streamlit's socket."""

    bytes: int = 0
    requests: int = 0


@dataclass
class Visit:
    """A profile's page, with all that the browser says of it."""

    page: Page
    refused: list[str] = field(default_factory=list)  # by the content security policy
    weight: Weight = field(default_factory=Weight)

    def took(self, size: float, requests: int = 0) -> None:
        self.weight.bytes += int(size)
        self.weight.requests += requests


@pytest.fixture
def visit(context: BrowserContext) -> Iterator[Visit]:
    page = context.new_page()
    found = Visit(page)

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            found.refused.append(f"{page.url}: {message.text}")

    page.on("console", listen)
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda said: found.took(said["encodedDataLength"], 1))
    network.on(
        "Network.webSocketFrameReceived",
        lambda said: found.took(len(said["response"]["payloadData"])),
    )
    yield found
    page.close()


def violations(page: Page, **options: object) -> list[str]:
    """What axe-core, which is in the page, finds that keeps people out, in the theme that is on."""
    return [f"{page.url}: {found}" for found in page.evaluate(VIOLATIONS, options)]


def test_every_page_keeps_the_policy_can_be_read_is_light_and_fits(
    visit: Visit, server: Server
) -> None:
    page = visit.page
    unreadable, heavy, wide = [], [], []
    for address in ENTRIES:
        visit.weight = Weight()
        page.emulate_media(color_scheme="light")
        page.goto(f"{server.url}/{address}?lang=fr")
        page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        page.evaluate(Axe().axe_script)  # once a page, for both themes
        unreadable += violations(page)
        page.emulate_media(color_scheme="dark")  # which changes the colours alone
        unreadable += violations(page, runOnly=["color-contrast"])
        page.set_viewport_size(PHONE)
        if rightmost(page) > PHONE["width"]:
            wide.append(address)
        page.set_viewport_size(LAPTOP)
        most = MOST_BYTES if address else MOST_BYTES_AT_FIRST
        if visit.weight.bytes > most or visit.weight.requests > MOST_REQUESTS:
            heavy.append((address, visit.weight))
    assert visit.refused == []
    assert unreadable == []
    assert heavy == []
    assert wide == []
