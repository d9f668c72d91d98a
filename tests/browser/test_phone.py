"""What a phone in a class does when its connection, its tab or its server is not there."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, WebSocketRoute, expect

from game.classroom import lead
from game.classroom.classroom import Classroom
from game.classroom.rooms import GONE
from game.common.settings import Settings
from game.rounds.game import Game
from tests.browser.in_class import LENGTH, PHONE, answer, asked, join, press, type_name
from tests.browser.led import Led
from tests.browser.server import Server

KEPT = "Your answer is kept, and sent once there is one."
IN = "Your answer is in."
LIVE = re.compile(r"/rooms/.*/live")
ANSWERS = "**/rooms/*/answers"
AWAKE = 1000  # milliseconds within which a phone that slept is where the room is


@pytest.fixture(scope="module")
def rooms(server: Server) -> Iterator[Classroom]:
    """What opens and leads rooms on the server's store, which the server notices by itself."""
    game = Game.open(Settings.from_environment(server.environment))
    yield Classroom(game)
    game.close()


@pytest.fixture
def room(rooms: Classroom) -> Led:
    return Led(rooms)


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone with cookies of its own."""
    context = browser.new_context(viewport=PHONE)
    context.set_default_timeout(180_000)
    yield context
    context.close()


def say_left(page: Page) -> None:
    page.get_by_role("button", name="Left is real").click()


def wake(page: Page) -> None:
    """What a browser says when its tab comes back into sight."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_an_answer_without_a_connection_is_kept_and_sent_once(
    room: Led, phone: BrowserContext, server: Server
) -> None:
    page = join(phone, server, room.code, "Ada")
    room.lead(lead.begin)
    asked(page, 1)
    phone.set_offline(True)
    say_left(page)
    expect(page.get_by_text(KEPT)).to_be_visible()
    assert room.stored() == []
    phone.set_offline(False)
    expect(page.get_by_text(IN)).to_be_visible()
    expect(page.get_by_text(KEPT)).to_be_hidden()
    assert [guess.choice for guess in room.stored()] == [0]
    room.lead(lead.reveal, 1)
    expect(page.get_by_text("real photo", exact=True)).to_be_visible()


def test_an_answer_that_was_never_acknowledged_outlives_a_reload(
    room: Led, phone: BrowserContext, server: Server
) -> None:
    page = join(phone, server, room.code, "Ada")
    room.lead(lead.begin)
    asked(page, 1)

    def stored_but_not_told(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(
        ANSWERS, stored_but_not_told
    )  # the answer arrives, what the room says to it does not
    say_left(page)
    expect(page.get_by_text(IN)).to_be_visible()  # the channel says so all the same
    page.unroute(ANSWERS)
    room.lead(lead.reveal, 1)
    room.lead(lead.next_trial, 1)
    asked(page, 2)
    page.route(ANSWERS, lambda route: route.fulfill(status=503))
    say_left(page)
    expect(page.get_by_text("Your answer is on its way.")).to_be_visible()
    page.unroute(ANSWERS)
    page.reload()
    expect(page.get_by_text(IN)).to_be_visible()
    assert [guess.choice for guess in room.stored()] == [0, 0]


def test_a_late_answer_is_refused_in_words(
    room: Led, phone: BrowserContext, server: Server
) -> None:
    page = join(phone, server, room.code, "Ada")
    room.lead(lead.begin)
    asked(page, 1)
    page.route(ANSWERS, lambda route: route.abort())
    say_left(page)
    room.lead(lead.reveal, 1)
    page.unroute(ANSWERS)
    expect(page.get_by_text("You did not answer in time.")).to_be_visible()
    expect(page.get_by_text("This pair is over.")).to_be_visible()
    room.lead(lead.next_trial, 1)
    answer(page, 2, "Left")
    assert len(room.stored()) == 1


def test_a_dropped_socket_comes_back(room: Led, phone: BrowserContext, server: Server) -> None:
    sockets: list[WebSocketRoute] = []

    def through(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        socket.connect_to_server()

    phone.route_web_socket(LIVE, through)
    page = join(phone, server, room.code, "Ada")
    tried = len(sockets)
    sockets[-1].close(code=1001)
    room.lead(lead.begin)
    asked(page, 1)
    assert len(sockets) > tried


def test_a_phone_that_slept_is_where_the_room_is(
    room: Led, phone: BrowserContext, server: Server
) -> None:
    asleep = False

    def through(socket: WebSocketRoute) -> None:
        served = socket.connect_to_server()
        deaf = len(opened) == 0  # the first goes silent, and is not closed either
        opened.append(socket)

        def pass_on(message: str | bytes) -> None:
            if not (deaf and asleep):
                socket.send(message)

        served.on_message(pass_on)
        socket.on_message(lambda message: None if deaf and asleep else served.send(message))

    opened: list[WebSocketRoute] = []
    page = join(phone, server, room.code, "Ada")
    page.wait_for_timeout(500)
    phone.route_web_socket(LIVE, through)
    page.reload()
    expect(page.get_by_text("You are in.")).to_be_visible()
    asleep = True
    room.lead(lead.begin)
    page.wait_for_timeout(2000)  # the server has noticed
    expect(page.get_by_text("You are in.")).to_be_visible()
    wake(page)
    page.get_by_role("heading", name=f"1 of {LENGTH}").wait_for(timeout=2 * AWAKE)


def test_where_no_socket_gets_through_the_room_is_asked(
    room: Led, phone: BrowserContext, server: Server
) -> None:
    phone.route_web_socket(LIVE, lambda socket: socket.close())
    page = join(phone, server, room.code, "Ada")
    room.lead(lead.begin)
    answer(page, 1, "Left")
    room.lead(lead.reveal, 1)
    expect(page.get_by_text("real photo", exact=True)).to_be_visible()
    expect(page.get_by_text("No connection.")).to_be_hidden()


def test_two_tabs_of_one_phone_are_one_player(
    room: Led, phone: BrowserContext, server: Server
) -> None:
    one = join(phone, server, room.code, "Ada")
    two = phone.new_page()
    two.goto(f"{server.url}/join?room={room.code}")
    expect(two.get_by_text("You are in.")).to_be_visible()
    room.lead(lead.begin)
    asked(two, 1)
    answer(one, 1, "Left")
    expect(two.get_by_text(IN)).to_be_visible()
    assert len(room.stored()) == 1
    one.get_by_text("Leave", exact=True).click()
    press(one, "Leave and delete")
    for page in (one, two):
        expect(page.get_by_role("button", name="Join")).to_be_visible()
    assert room.stored() == []


def test_faces_that_do_not_arrive_are_asked_for_again(
    room: Led, phone: BrowserContext, server: Server
) -> None:
    page = join(phone, server, room.code, "Ada")
    refused: list[str] = []

    def expired(route: Route) -> None:
        refused.append(route.request.url)
        route.fulfill(status=410)

    page.route("**/pictures/*", expired, times=2)
    room.lead(lead.begin)
    expect(page.locator(".face img")).to_have_count(2)
    assert len(refused) == 2
    answer(page, 1, "Left")


def test_both_faces_come_into_sight_in_one_frame_and_not_before_they_can_be_answered(
    room: Led, phone: BrowserContext, server: Server
) -> None:
    page = join(phone, server, room.code, "Ada")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/pictures/*", hold)
    room.lead(lead.begin)
    expect(page.get_by_role("heading", name=f"1 of {LENGTH}")).to_be_visible()
    while len(held) < 2:
        page.wait_for_timeout(50)
    held[0].continue_()
    page.wait_for_timeout(1000)
    expect(page.locator(".face img")).to_have_count(0)
    expect(page.get_by_role("button", name="Left is real")).to_be_disabled()
    page.mouse.click(5, PHONE["height"] - 60)  # of what was not seen there is no answer
    expect(page.get_by_role("heading", name=f"1 of {LENGTH}")).to_be_visible()
    expect(page.get_by_text("Which of the two is real?")).to_be_visible()
    held[1].continue_()
    expect(page.locator(".face img")).to_have_count(2)
    page.wait_for_timeout(1000)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text(IN)).to_be_visible()
    (guess,) = room.stored()
    assert guess.choice == 1
    assert guess.seconds is not None
    assert 0.9 < guess.seconds < 5


@pytest.mark.parametrize("half", [0, 1])
def test_a_half_of_the_screen_is_an_answer(
    room: Led, phone: BrowserContext, server: Server, half: int
) -> None:
    page = join(phone, server, room.code, "Ada")
    room.lead(lead.begin)
    asked(page, 1)
    expect(page.locator(".face img")).to_have_count(2)
    page.wait_for_timeout(300)
    page.mouse.click((5, PHONE["width"] - 5)[half], PHONE["height"] - 60)
    expect(page.get_by_text(IN)).to_be_visible()
    assert [guess.choice for guess in room.stored()] == [half]


def test_what_changes_is_said_to_who_does_not_see_it(
    room: Led, phone: BrowserContext, server: Server
) -> None:
    page = join(phone, server, room.code, "Ada")
    said = page.locator(".phone [role=status]")
    expect(said).to_contain_text("You are in.")
    room.lead(lead.begin)
    expect(said).to_contain_text(f"1 of {LENGTH}Which of the two is real?")
    expect(page.locator(".face img")).to_have_count(2)
    page.wait_for_timeout(300)
    page.get_by_role("button", name="Right is real").press("Enter")
    expect(said).to_contain_text(IN)
    expect(page.get_by_role("heading", name=f"1 of {LENGTH}")).to_be_focused()
    room.lead(lead.reveal, 1)
    expect(said).to_contain_text(re.compile(r"Right\.|Fooled\."))


def test_a_podium_comes_at_once_where_nothing_should_move(
    room: Led, browser: Browser, server: Server
) -> None:
    def contexts(motion: str) -> BrowserContext:
        return browser.new_context(viewport=PHONE, reduced_motion=motion)  # type: ignore[arg-type]

    still, moving = contexts("reduce"), contexts("no-preference")
    pages = [
        join(context, server, room.code, name) for context, name in ((still, "Ada"), (moving, "Bo"))
    ]
    room.lead(lead.begin)
    for page in pages:
        answer(page, 1, "Left")
    room.lead(lead.reveal, 1)
    for page in pages:
        expect(page.get_by_text("real photo", exact=True)).to_be_visible()
    room.lead(lead.end)
    for page in pages:
        expect(page.locator(".podium li")).to_have_count(2)
    told = [page.locator(".podium li:not(.later)") for page in pages]
    assert told[0].count() == 2
    expect(told[1]).to_have_count(1)
    expect(told[1]).to_have_count(2)
    for context in (still, moving):
        context.close()


def test_a_phone_whose_room_went_before_it_was_heard_has_the_form(
    room: Led, phone: BrowserContext, server: Server
) -> None:
    phone.route_web_socket(LIVE, lambda socket: socket.close())
    phone.route("**/rooms/*/state*", lambda route: route.abort())
    page = type_name(phone, server, room.code, "Ada")
    expect(page.get_by_text("No connection.")).to_be_visible()
    room.lead(lead.delete)
    phone.unroute("**/rooms/*/state*")
    expect(page.get_by_text(GONE).first).to_be_visible()
    expect(page.get_by_role("button", name="Join")).to_be_visible()
