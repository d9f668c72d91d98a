"""The host's page of a class: keys, a remote, rooms of a browser, names, timers, the podium."""

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from game.common.vocabulary import Kind
from game.store import room_queries
from game.store.tables import Guess
from tests.browser.in_class import (
    PHONE,
    answer,
    asked,
    delete,
    end,
    join,
    new_context,
    open_player,
    open_room,
    open_settings,
    press,
    votes,
)
from tests.browser.looking import until_cookie
from tests.browser.server import Server

CODE = re.compile(r"^[a-z]+-[a-z]+-\d\d$")


def code_of(host: Page) -> str:
    return str(host.get_by_role("heading", name=CODE).inner_text())


def answers(server: Server, code: str) -> list[Guess]:
    """People's answers in the room."""
    store = server.store()
    with store.read() as session:
        room = session.scalars(room_queries.room(code)).one()
        found = session.scalars(room_queries.guesses(room.id)).all()
    store.close()
    return [guess for guess in found if guess.player.kind is Kind.HUMAN]


def test_a_clicker_leads_a_warm_up_that_was_opened_at_one_press(
    host: Page, phones: list[BrowserContext], server: Server
) -> None:
    press(host, "Warm-up")
    expect(host.get_by_role("button", name="Begin")).to_be_visible()
    code = code_of(host)
    ada, bo = (
        join(phone, server, code, name)
        for phone, name in zip(phones[:2], ("Ada", "Bo"), strict=True)
    )
    expect(host.get_by_text("2 in the room")).to_be_visible()
    for hidden in ("Play", "Results"):
        expect(host.get_by_role("link", name=hidden)).to_be_hidden()
    host.keyboard.press("PageDown")
    for page in (ada, bo):
        answer(page, 1, "Left")
    expect(host.get_by_text("real photo", exact=True)).to_be_visible()  # once all have answered
    assert sorted(votes(host)) == ["0", "2"]
    host.keyboard.press("Space")
    asked(ada, 2)
    host.keyboard.press("PageUp")
    expect(host.get_by_role("heading", name="1 of 5")).to_be_visible()
    host.keyboard.press("PageDown")
    asked(ada, 2)
    host.keyboard.press("PageDown")
    expect(host.get_by_text("real photo", exact=True)).to_be_visible()
    host.get_by_title("Show the code large").click()
    expect(host.get_by_role("heading", name=code)).to_be_visible()
    host.keyboard.press("Escape")
    full = host.get_by_role("button", name="Full screen")
    full.click()
    expect(host.locator(":fullscreen")).to_have_count(1)
    full.click()
    expect(host.locator(":fullscreen")).to_have_count(0)
    end(host)
    expect(host.get_by_role("heading", name="The class is over.")).to_be_visible()
    expect(host.get_by_role("button", name="Show the next place")).to_have_count(0)
    expect(host.get_by_text("Player by player, for the host alone")).to_be_visible()


def test_a_remote_leads_and_no_secret_stands_in_an_address(
    host: Page, phones: list[BrowserContext], browser: Browser, server: Server
) -> None:
    code = open_room(host, "Remote")
    ada = join(phones[0], server, code, "Ada")
    assert host.url == f"{server.url}/host?room={code}"
    cookie = until_cookie(host.context, f"host-{code}")
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    secret = str(cookie["value"])

    host.get_by_text("This room", exact=True).click()
    assert host.get_by_test_id("stCode").count() == 0
    press(host, "Lead from another device")
    address = host.get_by_test_id("stCode").inner_text().strip()
    assert secret not in address
    here = server.url + address[address.index("/host") :]
    context = new_context(browser, viewport=PHONE)
    remote = context.new_page()
    remote.goto(here)
    expect(remote.get_by_role("button", name="Begin")).to_be_visible()
    assert remote.url == host.url
    assert until_cookie(context, f"host-{code}")["value"] == secret
    remote.reload()
    press(remote, "Begin")
    asked(ada, 1)
    expect(host.locator(".face img")).to_have_count(2)
    expect(remote.locator(".face img")).to_have_count(0)
    press(remote, "Reveal")
    expect(host.get_by_text("real photo", exact=True)).to_be_visible()

    stranger = new_context(browser).new_page()
    stranger.goto(here)
    expect(stranger.get_by_text("This link has been used")).to_be_visible()
    stranger.goto(f"{server.url}/host?room={code}")
    expect(stranger.get_by_text("This browser hosts no such room")).to_be_visible()
    # An address as hosts have kept it from before becomes the cookie.
    stranger.goto(f"{server.url}/host?room={code}&key={secret}")
    expect(stranger.get_by_role("button", name="Next")).to_be_visible()
    assert stranger.url == host.url
    stranger.context.close()
    context.close()


def test_a_browser_finds_its_rooms_again_and_deletes_them(host: Page, server: Server) -> None:
    code = open_room(host, "Physics *10b*")
    until_cookie(host.context, f"host-{code}")
    host.goto(f"{server.url}/host")
    expect(host.get_by_text("Physics *10b*")).to_be_visible()
    expect(host.get_by_text("not begun")).to_be_visible()
    press(host, "Open")
    expect(host.get_by_role("heading", name=code)).to_be_visible()
    delete(host)
    expect(host.get_by_text("The room and everything in it are deleted.")).to_be_visible()
    expect(host.get_by_role("heading", name="My rooms")).to_have_count(0)
    host.wait_for_function("1")
    host.reload()
    expect(host.get_by_role("heading", name="Host a class")).to_be_visible()
    expect(host.get_by_role("heading", name="My rooms")).to_have_count(0)


def test_names_are_changed_where_they_stand_and_a_ghost_is_merged(
    host: Page, phones: list[BrowserContext], server: Server
) -> None:
    code = open_room(host, "Names")
    ada = join(phones[0], server, code, "Ada")
    host.get_by_role("button", name="Ada", exact=True).click()
    host.get_by_label("Name", exact=True).fill("Grace <i>")
    press(host, "Rename")
    expect(host.get_by_text("A nickname can have letters")).to_be_visible()
    host.get_by_role("button", name="Ada", exact=True).click()
    host.get_by_label("Name", exact=True).fill("Grace")
    press(host, "Rename")
    expect(host.get_by_role("button", name="Grace", exact=True)).to_be_visible()
    expect(ada.get_by_text("Grace")).to_be_visible()
    press(host, "Begin")
    answer(ada, 1, "Left")
    press(host, "Reveal")
    press(host, "Next")
    ada.close()
    ghost = phones[1].new_page()  # the same person, who did not find the old seat
    ghost.goto(f"{server.url}/join?room={code}")
    ghost.get_by_label("Nickname").fill("Gr")
    press(ghost, "Join")
    answer(ghost, 2, "Right")
    open_player(host, "Gr")
    host.get_by_label("The same person as").select_option("Grace")
    press(host, "Make one of both")
    expect(host.get_by_text("Players (1) and settings")).to_be_visible()
    expect(host.get_by_text("1 of 1 have answered")).to_be_visible()
    assert [guess.choice for guess in answers(server, code)] == [0, 1]
    assert len({guess.player_id for guess in answers(server, code)}) == 1
    press(host, "Reveal")
    expect(ghost.get_by_text("real photo", exact=True)).to_be_visible()


def test_a_timer_reveals_and_the_same_faces_are_opened_again(
    host: Page, phones: list[BrowserContext], server: Server
) -> None:
    code = open_room(host, "Before")
    ada = join(phones[0], server, code, "Ada")
    press(host, "Begin")
    answer(ada, 1, "Left")
    open_settings(host)
    host.get_by_label("The truth comes up").select_option("after 15 s")
    expect(host.get_by_role("timer")).to_have_text(re.compile(r"^1?\d s$"))
    expect(host.get_by_text("real photo", exact=True)).to_be_visible()
    end(host)
    press(host, "Show the next place")
    expect(host.get_by_text("1st", exact=True)).to_be_visible()
    press(host, "Open again with the same faces")
    expect(host.get_by_role("button", name="Begin")).to_be_visible()
    again = code_of(host)
    assert again != code
    store = server.store()
    with store.read() as session:
        rooms = [session.scalars(room_queries.room(one)).one() for one in (code, again)]
        first, second = (
            [
                [(face.photo, face.seed) for face in trial.faces]
                for trial in session.scalars(room_queries.trials(room.id))
            ]
            for room in rooms
        )
    store.close()
    assert first == second
