"""A round as people play it, in a real browser: keys, clicks, reloads, tabs, a crash, a drop."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, Route, WebSocket, expect

from game.common.vocabulary import Kind
from game.store.tables import Guess, Player, Seat, Trial
from tests.browser.looking import until_cookie
from tests.browser.playing import asked, guesses, join, revealed, wait_for_pair
from tests.browser.server import Server

SIZES = {"phone": (390, 844), "laptop": (1366, 768)}


def pictures(page: Page) -> list[str]:
    expect(page.locator(".pair img")).to_have_count(2)
    return [str(img.get_attribute("src")) for img in page.locator(".pair img").all()]


@pytest.mark.parametrize("size", SIZES)
def test_the_first_page_is_a_pair_and_its_round_is_kept_under_a_name(
    browser: Browser, server: Server, size: str
) -> None:
    """Without a name from the first press to the result; all of it in sight without scrolling."""
    width, height = SIZES[size]
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.set_default_timeout(60_000)
    page.goto(server.url)
    asked(page)
    shown = pictures(page)
    page.locator(".pair .face").first.click()
    revealed(page)
    assert pictures(page) == shown
    until_cookie(page.context, "player")
    for seen in (page.locator(".onward"), page.locator(".judges li b").last):
        box = seen.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < height
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Enter")
    wait_for_pair(page, 2)
    answered_before_the_networks(page)
    for position in range(3, 11):
        page.keyboard.press("Enter")
        wait_for_pair(page, position)
        page.keyboard.press("ArrowLeft")
        revealed(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile(r"\d+ of 10 right"))).to_be_visible()
    page.get_by_label("Nickname").fill(f"First {size}")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_label("Nickname")).to_have_count(0)
    assert len(guesses(server, f"First {size}")) == 10
    page.context.close()


def answered_before_the_networks(page: Page) -> None:
    """Their rows are there with the truth; when they answer nothing moves or is read out twice."""
    held: list[Route] = []

    def unjudged(route: Route) -> None:
        told = route.fetch().json()
        assert told["truth"]
        rows = [row | {"place": None, "outcome": "awaited"} for row in told["judges"]]
        route.fulfill(json=told | {"judges": rows, "awaited": True})

    page.route("**/round/answer", unjudged, times=1)
    asking = re.compile("/round/(state|judged)$")
    page.route(asking, lambda route: held.append(route))  # noqa: PLW0108  (no built-in one)
    page.keyboard.press("ArrowLeft")
    revealed(page)
    rows = page.locator(".judges .sign")
    expect(page.get_by_text("networks got it right.")).to_be_hidden()
    assert set(rows.all_inner_texts()) == {"…"}
    said = page.locator(".line span").first
    said.evaluate(
        "(said) => { said.read = 0; new MutationObserver(() => said.read++)"
        ".observe(said, { childList: true, subtree: true }); }"
    )
    before = _places(page)
    for route in held:
        route.continue_()
    page.unroute(asking)
    expect(page.get_by_text("networks got it right.")).to_be_visible()
    assert "…" not in rows.all_inner_texts()
    assert _places(page) == before
    assert said.evaluate("(said) => said.read") == 0
    expect(page.locator(".onward")).to_be_focused()


def _places(page: Page) -> list[tuple[float, float]]:
    """Where what is below the faces begins and how high it is."""
    boxes = [page.locator(f".{name}").bounding_box() for name in ("onward", "judges", "closer")]
    return [(box["y"], box["height"]) for box in boxes if box]


def test_a_whole_round_with_keys_clicks_reloads_and_two_tabs(
    page: Page, context: BrowserContext, server: Server
) -> None:
    join(page, server, "Grace")
    for position in (*range(1, 7), *range(8, 11)):  # the seventh is answered in another tab
        wait_for_pair(page, position)
        shown = pictures(page)
        if position == 2:  # a reload before the answer changes nothing
            page.reload()
            wait_for_pair(page, position)
            assert pictures(page) == shown
        if position == 3:
            page.get_by_role("button", name="Left is real, certain").click()
        elif position % 2:
            page.keyboard.press("ArrowLeft")
        else:
            page.get_by_role("button", name="Right is real", exact=True).dblclick()
        revealed(page)
        assert pictures(page) == shown
        if position == 5:  # a reload at the reveal shows it again
            page.reload()
            expect(page.locator(".stamp")).to_be_visible()
        if position == 6:  # a second tab stands where the first one does
            tab = context.new_page()
            tab.goto(server.url)
            expect(tab.locator(".stamp")).to_be_visible()
            assert pictures(tab) == shown
            tab.keyboard.press("Enter")
            wait_for_pair(tab, 7)
            tab.keyboard.press("ArrowLeft")
            expect(tab.locator(".stamp")).to_be_visible()
            # The first tab is late: it finds the answer that counts.
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", name="Pair 7 of 10")).to_be_visible()
            revealed(page)
            tab.close()
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile(r"\d+ of 10 right"))).to_be_visible()
    answers = guesses(server, "Grace")
    assert [guess.choice for guess in answers] == [0, 1] * 5
    assert [guess.confidence for guess in answers] == [None, None, 3] + 7 * [None]
    assert all(guess.correct is not None for guess in answers)
    assert all(guess.seconds is not None and guess.seconds < 60 for guess in answers)


def test_enter_deals_the_next_pair_after_a_switch_was_pressed(page: Page, server: Server) -> None:
    join(page, server, "Ida")
    page.keyboard.press("ArrowLeft")
    revealed(page)
    page.get_by_role("button", name="Why?").click()
    page.get_by_text("Show what the networks looked at").click()
    expect(page.get_by_text("integrated gradients")).to_be_visible()
    page.keyboard.press("Enter")
    wait_for_pair(page, 2)
    expect(page.get_by_text("integrated gradients")).to_have_count(0)


def test_an_answer_outlives_a_drop_and_a_crash_of_the_server(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    server = Server(tmp_path_factory.mktemp("crash"))
    try:
        named, new, unheard = (browser.new_page() for _ in range(3))
        named.set_default_timeout(60_000)
        join(named, server, "Edsger")
        for page in (new, unheard):  # somebody whose first answer makes them a player
            page.set_default_timeout(60_000)
            page.goto(server.url)
            asked(page)
        shown = {page: pictures(page) for page in (named, new, unheard)}
        stored: list[int] = []

        def unacknowledged(route: Route) -> None:
            if not stored:
                stored.append(route.fetch().status)
            route.abort()

        unheard.route("**/round/first", unacknowledged)
        unheard.keyboard.press("ArrowRight")
        expect(unheard.get_by_text("Your answer is kept")).to_be_visible()
        assert stored == [200]
        server.kill()
        unheard.unroute("**/round/first")
        for page in (named, new):
            page.keyboard.press("ArrowRight")
            expect(page.get_by_text("Your answer is kept")).to_be_visible()
        server.start()
        for page, before in shown.items():
            expect(page.locator(".stamp")).to_be_visible()
            assert pictures(page) == before
        store = server.store()
        with store.read() as session:
            given = [one.choice for one in session.query(Guess).filter(Guess.p_fake.is_(None))]
        store.close()
        assert given == [1, 1, 1]
        for page in shown:
            page.close()
    finally:
        server.kill()


def test_what_the_network_carries_before_a_guess_is_the_same_for_every_pair(
    context: BrowserContext, server: Server
) -> None:
    """Real left or real right: pictures of one length, each sent once, from addresses of one
    length; nothing from elsewhere, no photo's name, no seed and no word of the truth."""
    page = context.new_page()
    answers: list[Response] = []
    frames: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: frames.append(_bytes(data)))

    page.on("response", lambda one: answers.append(one))  # noqa: PLW0108  (no built-in one)
    page.on("websocket", listen)
    join(page, server, "Barbara")
    with server.store().read() as session:
        dealt = (
            session.query(Trial)
            .join(Seat, Seat.round_id == Trial.round_id)
            .join(Player, Player.id == Seat.player_id)
            .filter(Player.nickname == "Barbara", Player.kind == Kind.HUMAN)
            .order_by(Trial.position)
            .all()
        )
        secrets = {
            trial.position: [str(face.photo or face.seed) for face in trial.faces]
            for trial in dealt
        }
    for position in range(1, 11):
        wait_for_pair(page, position)
        told = [answer.text() for answer in answers if "/round/" in answer.url]
        received = b"".join(frames).decode("utf-8", "replace") + "".join(told)
        for secret in [*secrets[position], "sha256", "truncation_psi"]:
            assert secret not in received, secret
        page.get_by_role("button", name="I know this face").click()
        revealed(page)
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nothing to score")).to_be_visible()
    faces = [answer for answer in answers if "/pictures/" in answer.url]
    assert len(faces) == len({answer.url for answer in faces}) == 20
    assert len({len(answer.url) for answer in faces}) == 1
    assert len({_length(answer.headers) for answer in faces}) == 1
    assert _length(faces[0].headers) <= 125_000  # a pair is at most a quarter of a megabyte
    assert {answer.headers["cache-control"] for answer in faces} == {"private, no-store"}
    own = (server.url, "data:", "blob:")
    assert [answer.url for answer in answers if not answer.url.startswith(own)] == []


def _length(headers: Mapping[str, str]) -> int:
    return int(headers["content-length"])


def _bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data
