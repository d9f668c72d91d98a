"""A player's presses in a round, and the guesses that come of them."""

import re

from playwright.sync_api import Page, expect

from game.common.vocabulary import Kind
from game.store.tables import Guess, Player
from tests.browser.server import Server


def join(page: Page, nickname: str = "Ada") -> None:
    page.get_by_label("Nickname").fill(nickname)
    page.get_by_role("button", name="Play").click()
    wait_for_pair(page, 1)


def wait_for_pair(page: Page, position: int) -> None:
    expect(page.get_by_role("heading", name=f"Pair {position} of 10")).to_be_visible()
    expect(page.get_by_role("button", name="Left face")).to_be_enabled()
    # The pictures are painted: from here on a press is an answer.
    page.wait_for_function(
        "() => Object.keys(sessionStorage).some((key) => key.startsWith('shown-'))"
    )
    page.wait_for_timeout(300)


def sure(page: Page) -> None:
    expect(page.get_by_role("button", name="Certain")).to_be_visible()
    page.wait_for_timeout(300)  # a button is seen a moment before it listens to its key


def revealed(page: Page) -> None:
    expect(page.get_by_text("real photo", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Next pair|See how you did"))).to_be_visible()
    page.wait_for_timeout(300)


def guesses(server: Server, nickname: str) -> list[Guess]:
    store = server.store()
    with store.read() as session:
        found = (
            session.query(Guess)
            .join(Player)
            .filter(Player.nickname == nickname, Player.kind == Kind.HUMAN)
            .order_by(Guess.id)
            .all()
        )
    store.close()
    return found
