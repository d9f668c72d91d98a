"""A short class in real browsers: a host at the projector and three players with phones."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from game.classroom.rooms import GONE
from game.common.vocabulary import Kind
from game.store import room_queries
from game.store.tables import Base, Player
from tests.browser.in_class import (
    LENGTH,
    answer,
    asked,
    delete,
    end,
    join,
    open_player,
    open_room,
    press,
    type_name,
    votes,
)
from tests.browser.server import Server


def test_a_class_from_the_lobby_to_the_podium_with_a_reload_and_a_drop_out(
    host: Page, phones: list[BrowserContext], server: Server
) -> None:
    stored = rows(server)
    code = open_room(host, "Physics <b>10b</b>")
    expect(host.get_by_role("heading", name="Physics <b>10b</b>")).to_be_visible()
    expect(host.get_by_alt_text(f"QR code of {server.url}/join?room={code}")).to_be_visible()
    ada, bo = (join(phones[n], server, code, name) for n, name in enumerate(("Ada", "Bo")))
    other = join(phones[2], server, code, "Ada", namesake=True)
    expect(other.get_by_role("heading", name="Ada 2")).to_be_visible()
    for name in ("Ada", "Bo", "Ada 2"):
        expect(host.get_by_text(name, exact=True)).to_be_visible()
    expect(host.get_by_text("3 in the room")).to_be_visible()
    expect(host.get_by_role("button", name="Rename").first).to_be_hidden()

    press(host, "Begin")
    for position in range(1, LENGTH + 1):
        answer(ada, position, "Left")
        if position == 2:  # a reload on either side changes nothing
            ada.reload()
            expect(ada.get_by_text("Your answer is in.")).to_be_visible()
            host.reload()
        if position == 3:  # somebody drops out, and is back with the cookie
            bo.close()
            bo = phones[1].new_page()
            bo.goto(f"{server.url}/join?room={code}")
        answer(bo, position, "Right")
        expect(host.get_by_text("2 of 3 have answered")).to_be_visible()
        press(host, "Reveal")
        for page in (host, ada, bo, other):
            expect(page.get_by_text("real photo", exact=True)).to_be_visible()
        assert votes(host) == ["1", "1"]
        expect(other.get_by_text("You did not answer in time.")).to_be_visible()
        press(host, "Next" if position < LENGTH else "Show the result")

    expect(host.get_by_text("1st", exact=True)).to_be_hidden()
    for _ in range(2):  # who has not answered stands on no podium
        press(host, "Show the next place")
    expect(host.get_by_text("1st", exact=True)).to_be_visible()
    expect(host.get_by_role("button", name="Report (HTML)")).to_be_visible()
    expect(other.get_by_text("You have not answered.")).to_be_visible()
    right = [
        int(str(page.get_by_role("heading", name=re.compile(r"of 5 right")).inner_text())[0])
        for page in (ada, bo)
    ]
    assert sum(right) == LENGTH
    with host.expect_download() as download:
        press(host, "Players (CSV)")
    assert download.value.path().read_text().count("Ada") == 2

    delete(host)
    expect(host.get_by_role("heading", name="Host a class")).to_be_visible()
    expect(ada.get_by_text(GONE).first).to_be_visible()  # for a moment twice: the page says it, too
    assert rows(server) == stored


def rows(server: Server) -> dict[str, int]:
    """How many each table has; networks stay."""
    store = server.store()
    with store.read() as session:
        tables = [mapper.class_ for mapper in Base.registry.mappers]
        found = {table.__name__: session.query(table).count() for table in tables}
        found["Player"] = session.query(Player).filter_by(kind=Kind.HUMAN).count()
    store.close()
    return found


def test_alone_at_ones_own_pace_until_the_host_ends_it(
    host: Page, phones: list[BrowserContext], server: Server
) -> None:
    code = open_room(host, "Homework", alone=True)
    page = join(phones[0], server, code, "Zoë")
    press(host, "Begin")
    for position in range(1, LENGTH + 1):
        asked(page, position)
        page.get_by_role("button", name="Left is real").click()
        expect(page.get_by_text("real photo", exact=True)).to_be_visible()
        press(page, "Next" if position < LENGTH else "See how you did")
    expect(page.get_by_text("You have finished.")).to_be_visible()
    expect(host.get_by_text("1 of 1 have finished")).to_be_visible()
    end(host)
    expect(page.get_by_text("The class is over.")).to_be_visible()


def test_a_phone_that_lost_its_cookie_comes_back_with_the_host_s_nod(
    host: Page, phones: list[BrowserContext], server: Server
) -> None:
    code = open_room(host, "Lost")
    old = join(phones[0], server, code, "Ada")
    press(host, "Begin")
    answer(old, 1, "Left")
    ada = type_name(phones[1], server, code, "ada")
    press(ada, "That is me: ask the host")
    expect(ada.get_by_text("The host has been asked")).to_be_visible()
    while not any(cookie.get("name") == f"room-{code}" for cookie in phones[1].cookies()):
        ada.wait_for_timeout(50)
    ada.reload()  # it goes on waiting
    expect(ada.get_by_text("The host has been asked")).to_be_visible()
    stranger = type_name(phones[2], server, code, "Ada")
    press(stranger, "That is me: ask the host")
    expect(stranger.get_by_text("has been asked about this player already")).to_be_visible()
    expect(host.get_by_text("Ada asks to come back")).to_be_visible()
    press(host, "Let in")
    expect(ada.get_by_text("Your answer is in.")).to_be_visible()
    expect(host.get_by_text("Ada asks to come back")).to_have_count(0)
    expect(host.get_by_text("1 of 1 have answered")).to_be_visible()
    expect(old.get_by_text(GONE).first).to_be_visible()
    ada.reload()
    expect(ada.get_by_text("Your answer is in.")).to_be_visible()

    again = type_name(phones[0], server, code, "Ada")
    press(again, "That is me: ask the host")
    press(host, "Refuse")
    expect(again.get_by_text("The host has not let you back in.")).to_be_visible()


def test_a_missing_title_is_told_at_its_field(phones: list[BrowserContext], server: Server) -> None:
    page = phones[0].new_page()
    page.goto(f"{server.url}/host")
    page.get_by_text("With settings of your own").click()
    for _ in range(2):
        press(page, "Open the room")
        expect(page.get_by_role("textbox", name="Title")).to_be_focused()
        expect(page.get_by_text("Type a title first")).to_be_in_viewport()
        page.get_by_role("button", name="Open the room").focus()
    page.get_by_role("textbox", name="Title").fill("10b")
    expect(page.get_by_text("3/60")).to_be_visible()


def test_a_removed_player_is_told_and_a_wrong_code_too(
    host: Page, phones: list[BrowserContext], server: Server
) -> None:
    code = open_room(host, "Short")
    ada = join(phones[0], server, code, "Ada")
    press(host, "Begin")
    asked(ada, 1)
    open_player(host, "Ada")
    press(host, "Remove with all answers")
    expect(ada.get_by_text(GONE).first).to_be_visible()

    lost = phones[1].new_page()
    lost.goto(f"{server.url}/join")
    lost.get_by_label("Code").fill("no such 11")
    press(lost, "Join")
    expect(lost.get_by_text("There is no room with this code")).to_be_visible()

    stranger = phones[2].new_page()
    stranger.goto(f"{server.url}/host?room={code}&key=guess")
    expect(stranger.get_by_text("This browser hosts no such room")).to_be_visible()
    store = server.store()
    with store.read() as session:
        room = session.scalars(room_queries.room(code)).one()
        assert session.scalars(room_queries.guesses(room.id)).all() == []
    store.close()
