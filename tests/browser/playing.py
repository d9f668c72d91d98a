"""A player's presses in a round, and the guesses that come of them."""

from playwright.sync_api import Page, expect

from game.common.vocabulary import PEOPLE
from game.rounds import players
from game.store.tables import Guess, Player
from tests.browser.server import Server


def join(page: Page, server: Server, nickname: str = "Ada", address: str = "") -> None:
    """A new player's visit to the first page, or to a game's address."""
    store = server.store()
    with store.write() as session:
        _, token = players.join(session, nickname)
    store.close()
    page.context.add_cookies([{"name": "player", "value": token, "url": server.url}])
    page.goto(f"{server.url}/{address}")
    asked(page)


def asked(page: Page) -> None:
    """The faces are painted: from here on a press is an answer."""
    expect(page.locator(".face, .answer, .show").locator(":scope:enabled").first).to_be_visible()


def wait_for_pair(page: Page, position: int) -> None:
    expect(page.get_by_role("heading", name=f"Pair {position} of 10")).to_be_visible()
    expect(page.get_by_role("button", name="Left is real", exact=True)).to_be_enabled()


def revealed(page: Page) -> None:
    expect(page.locator(".stamp")).to_be_visible()
    expect(page.locator(".onward")).to_be_focused()


def guesses(server: Server, nickname: str) -> list[Guess]:
    store = server.store()
    with store.read() as session:
        found = (
            session.query(Guess)
            .join(Player)
            .filter(Player.nickname == nickname, Player.kind.in_(PEOPLE))
            .order_by(Guess.id)
            .all()
        )
    store.close()
    return found
