"""The server goes away and comes back while phones wait in a class."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.in_class import PHONE, PROJECTOR, open_room, press
from tests.browser.looking import until_cookie
from tests.browser.server import Server

BACK_WITHIN = 30_000  # milliseconds after the server answers again
FOREIGN = ("Streamlit", "Connection error", "Connecting")
AWAY = "Le jeu ne répond pas."


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One to be killed."""
    running = Server(tmp_path_factory.mktemp("outage"))
    yield running
    running.kill()


def enter(browser: Browser, server: Server, code: str, name: str, *, hidden: bool) -> Page:
    """A French phone in the room, whose tab may be out of sight, so that it asks for nothing."""
    context = browser.new_context(viewport=PHONE, locale="fr-FR")
    context.set_default_timeout(120_000)
    page = context.new_page()
    if hidden:
        page.add_init_script(
            "Object.defineProperty(document, 'hidden', { get: () => !sessionStorage.seen })"
        )
    page.goto(f"{server.url}/join?room={code}")
    page.get_by_label("Pseudo").fill(name)
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    until_cookie(context, f"room-{code}")
    return page


def test_waiting_phones_come_back_by_themselves(browser: Browser, server: Server) -> None:
    host = browser.new_context(viewport=PROJECTOR).new_page()
    host.set_default_timeout(120_000)
    host.goto(f"{server.url}/host")
    code = open_room(host, "An outage")
    waiting = enter(browser, server, code, "Ada", hidden=False)
    # Its last run was a whole one: Streamlit then asks the new server for nothing by itself.
    asleep = enter(browser, server, code, "Bo", hidden=True)
    expect(host.get_by_text("2 in the room")).to_be_visible()

    server.kill()
    expect(waiting.get_by_text(AWAY)).to_be_visible()
    expect(host.get_by_text("The game does not answer.")).to_be_visible()
    for _ in range(24):  # Streamlit's words come after some tries
        waiting.wait_for_timeout(500)
        for foreign in FOREIGN:
            for page in (host, waiting):
                assert page.get_by_text(foreign).locator("visible=true").count() == 0, foreign

    server.start()
    for page in (host, waiting, asleep):
        expect(page.get_by_text(AWAY)).to_be_hidden(timeout=BACK_WITHIN)
    asleep.evaluate("sessionStorage.seen = true")
    asleep.wait_for_timeout(2000)  # ticks that the new server does not know
    begun = host.get_by_role("heading", name="1 of 5")
    deadline = time.monotonic() + 120
    while not begun.is_visible() and time.monotonic() < deadline:
        press(host, "Begin")  # lost if the new server has not drawn the page yet
        host.wait_for_timeout(10_000)
    for page in (waiting, asleep):
        expect(page.get_by_role("heading", name="1 sur 5")).to_be_visible(timeout=BACK_WITHIN)
    for page in (host, waiting, asleep):
        page.context.close()
