"""A server of the tests' own and a Chromium to visit it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.in_class import LAPTOP, PHONE, PROJECTOR, new_context
from tests.browser.looking import launch
from tests.browser.server import Server
from tests.fixtures.decks import deck


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests that bear others' players: each names its own as no other does."""
    running = Server(tmp_path_factory.mktemp("server"))
    yield running
    running.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile: its cookies last as long as it does."""
    profile = browser.new_context(viewport=LAPTOP)
    profile.set_default_timeout(60_000)
    yield profile
    profile.close()


@pytest.fixture
def page(context: BrowserContext, server: Server) -> Page:
    """A first visit."""
    opened = context.new_page()
    opened.goto(server.url)
    return opened


@pytest.fixture
def host(browser: Browser, server: Server) -> Iterator[Page]:
    """The projector, before a room is opened."""
    context = new_context(browser, viewport=PROJECTOR)
    page = context.new_page()
    page.goto(f"{server.url}/host")
    yield page
    context.close()


@pytest.fixture
def phones(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Three phones, each with cookies of its own."""
    contexts = [new_context(browser, viewport=PHONE) for _ in range(3)]
    yield contexts
    for context in contexts:
        context.close()
