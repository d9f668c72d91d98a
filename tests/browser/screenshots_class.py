"""A class of three, photographed at every moment of it; see `screenshots`."""

from playwright.sync_api import Browser, ViewportSize

from tests.browser.in_class import LENGTH, answer, asked, join, open_room, press
from tests.browser.photograph import OPEN_DECK, photograph
from tests.browser.server import Server


def classroom(browser: Browser, size: str, viewport: ViewportSize, server: Server) -> None:
    """The host's screens and one player's, both on a screen of this size."""
    contexts = [browser.new_context(viewport=viewport) for _ in range(4)]
    for context in contexts:
        context.set_default_timeout(60_000)
    host = contexts[0].new_page()
    host.goto(f"{server.url}/host")
    host.get_by_role("button", name="Warm-up").wait_for()
    photograph(host, server, f"{size}-host-form")
    code = open_room(host, "Physics 10b", deck=OPEN_DECK)
    door = contexts[1].new_page()
    door.goto(f"{server.url}/join?room={code}")
    door.get_by_label("Nickname").wait_for()
    photograph(door, server, f"{size}-join")
    door.close()
    players = [
        join(context, server, code, name)
        for context, name in zip(contexts[1:], ("Ada", "Bo", "Zoë"), strict=True)
    ]
    host.get_by_text("3 in the room").wait_for()
    photograph(host, server, f"{size}-host-lobby")
    photograph(players[0], server, f"{size}-seat-lobby")
    press(host, "Begin")
    for position in range(1, LENGTH + 1):
        asked(players[2], position)
        if position == 2:
            photograph(players[2], server, f"{size}-seat-ask")
        for number, player in enumerate(players):
            answer(player, position, ("Left", "Right")[(number + position) % 2])
        host.get_by_text("3 of 3 have answered").wait_for()
        if position == 2:
            photograph(host, server, f"{size}-host-ask")
            photograph(players[0], server, f"{size}-seat-answered")
        press(host, "Reveal")
        players[0].get_by_text("real photo", exact=True).wait_for()
        host.get_by_text("real photo", exact=True).wait_for()
        if position == 2:
            photograph(host, server, f"{size}-host-reveal")
            photograph(players[0], server, f"{size}-seat-reveal")
        press(host, "Next" if position < LENGTH else "Show the result")
    for _ in range(3):
        press(host, "Show the next place")
    host.get_by_text("1st", exact=True).first.wait_for()
    players[0].get_by_text("The class is over.").wait_for()
    photograph(host, server, f"{size}-host-end")
    photograph(players[0], server, f"{size}-seat-end")
    for context in contexts:
        context.close()
