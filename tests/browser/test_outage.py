"""The server goes away in the middle of a trial and comes back: the class goes on where it was."""

from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from game.common.vocabulary import Kind
from game.store.tables import Guess, Player
from tests.browser.in_class import PHONE, PROJECTOR, open_room, press
from tests.browser.looking import until_cookie
from tests.browser.server import Server

BACK_WITHIN = 30_000  # milliseconds after the server answers again
FOREIGN = ("Streamlit", "Connection error", "Connecting")
AWAY = "Pas de connexion."
KEPT = "Votre réponse est gardée"
IN = "Votre réponse est enregistrée."


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One to be killed."""
    running = Server(tmp_path_factory.mktemp("outage"))
    yield running
    running.kill()


def enter(browser: Browser, server: Server, code: str, name: str, *, hidden: bool) -> Page:
    """A French phone in the room, whose tab may be out of sight."""
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


def say_left(page: Page) -> None:
    expect(page.locator(".face img")).to_have_count(2)
    page.wait_for_timeout(300)
    page.get_by_role("button", name="La vraie est à gauche").click()


def answers(server: Server) -> Counter[str]:
    """How many each player's answers are in the store."""
    store = server.store()
    with store.read() as session:
        guesses = session.query(Guess).join(Player).filter(Player.kind == Kind.HUMAN)
        found = Counter(guess.player.nickname for guess in guesses)
    store.close()
    return found


def test_a_class_outlives_its_server(browser: Browser, server: Server) -> None:
    host = browser.new_context(viewport=PROJECTOR).new_page()
    host.set_default_timeout(120_000)
    host.goto(f"{server.url}/host")
    code = open_room(host, "An outage")
    ada = enter(browser, server, code, "Ada", hidden=False)
    bo = enter(browser, server, code, "Bo", hidden=False)
    asleep = enter(browser, server, code, "Cy", hidden=True)
    expect(host.get_by_text("3 in the room")).to_be_visible()
    press(host, "Begin")
    say_left(ada)
    expect(ada.get_by_text(IN)).to_be_visible()
    expect(bo.locator(".face img")).to_have_count(2)

    server.kill()
    expect(ada.get_by_text(AWAY)).to_be_visible()
    say_left(bo)
    expect(bo.get_by_text(KEPT)).to_be_visible()
    for _ in range(24):  # Streamlit's words come after some tries
        ada.wait_for_timeout(500)
        for foreign in FOREIGN:
            for page in (host, ada, bo):
                assert page.get_by_text(foreign).locator("visible=true").count() == 0, foreign
    assert answers(server) == {"Ada": 1}

    server.start()
    for page in (ada, bo):
        expect(page.get_by_text(AWAY)).to_be_hidden(timeout=BACK_WITHIN)
        expect(page.get_by_text(IN)).to_be_visible(timeout=BACK_WITHIN)
    expect(host.get_by_text("2 of 3 have answered")).to_be_visible(timeout=BACK_WITHIN)
    asleep.evaluate("sessionStorage.seen = true")
    asleep.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    say_left(asleep)
    expect(asleep.get_by_text(IN)).to_be_visible()
    assert answers(server) == {"Ada": 1, "Bo": 1, "Cy": 1}

    press(host, "Reveal")
    for page in (ada, bo, asleep):
        expect(page.get_by_text("vraie photo", exact=True)).to_be_visible(timeout=BACK_WITHIN)
    for page in (host, ada, bo, asleep):
        page.context.close()
