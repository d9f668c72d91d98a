"""A round as people play it, in a real browser: keys, clicks, reloads, tabs, a crash."""

import json
import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect

from game.store.tables import Player, Seat, Trial
from tests.browser.playing import guesses, join, revealed, sure, wait_for_pair
from tests.browser.server import Server


def pictures(page: Page) -> list[str]:
    expect(page.locator(".pair img")).to_have_count(2)
    return [str(img.get_attribute("src")) for img in page.locator(".pair img").all()]


def test_a_whole_round_with_keys_clicks_reloads_and_two_tabs(
    page: Page, context: BrowserContext, server: Server
) -> None:
    join(page, "Grace")
    for position in range(1, 11):
        wait_for_pair(page, position)
        shown = pictures(page)
        if position in (2, 3):  # a reload before the answer changes nothing
            page.reload()
            wait_for_pair(page, position)
            assert pictures(page) == shown
        if position % 2:
            page.keyboard.press("ArrowLeft")
        else:
            page.get_by_role("button", name="Right face").dblclick()
        sure(page)
        if position == 4:  # a reload between choice and confidence keeps the choice
            page.reload()
            sure(page)
            expect(page.locator(".chosen .yours")).to_be_visible()
            assert pictures(page) == shown
        page.keyboard.press("3")
        revealed(page)
        if position == 5:  # a reload at the reveal shows it again
            page.reload()
            revealed(page)
        if position == 6:  # a second tab stands where the first one does
            tab = context.new_page()
            tab.goto(server.url)
            revealed(tab)
            assert pictures(tab) == pictures(page) == shown
            tab.get_by_role("button", name="Next pair").click()
            wait_for_pair(tab, 7)
            # The first tab's press is late: the round has moved already, and moves once only.
            page.get_by_role("button", name="Next pair").click()
            wait_for_pair(page, 7)
            tab.close()
            continue
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile(r"\d+ of 10 right"))).to_be_visible()

    answers = guesses(server, "Grace")
    assert len(answers) == 10
    assert [guess.choice for guess in answers] == [0, 1] * 5
    assert all(guess.confidence == 3 and guess.correct is not None for guess in answers)
    assert all(guess.seconds is not None and 0.1 < guess.seconds < 60 for guess in answers)


def test_enter_deals_the_next_pair_after_a_switch_was_pressed(page: Page) -> None:
    join(page, "Ida")
    page.keyboard.press("ArrowLeft")
    sure(page)
    page.keyboard.press("3")
    revealed(page)
    page.get_by_text("Show what the networks looked at").click()
    expect(page.get_by_text("integrated gradients")).to_be_visible()
    revealed(page)
    page.keyboard.press("Enter")
    wait_for_pair(page, 2)


def test_two_tabs_cannot_answer_twice(page: Page, context: BrowserContext, server: Server) -> None:
    join(page, "Alan")
    tab = context.new_page()
    tab.goto(server.url)
    wait_for_pair(tab, 1)
    page.get_by_role("button", name="Left is real").click()
    sure(page)
    tab.get_by_role("button", name="Right is real").click()
    sure(tab)
    (guess,) = guesses(server, "Alan")
    assert guess.choice == 0


def test_a_browser_that_comes_back_is_known(context: BrowserContext, server: Server) -> None:
    first = context.new_page()
    first.goto(server.url)
    join(first, "Mary")
    first.keyboard.press("ArrowLeft")
    sure(first)
    first.close()
    again = context.new_page()
    again.goto(server.url)
    sure(again)


def test_a_crash_of_the_server_loses_no_guess_and_swaps_no_pair(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    server = Server(tmp_path_factory.mktemp("crash"))
    try:
        page = browser.new_page()
        page.set_default_timeout(60_000)
        page.goto(server.url)
        join(page, "Edsger")
        page.keyboard.press("ArrowRight")
        sure(page)
        shown = pictures(page)
        server.kill()
        server.start()
        page.goto(server.url)
        sure(page)
        assert pictures(page) == shown
        (guess,) = guesses(server, "Edsger")
        assert guess.choice == 1
        page.close()
    finally:
        server.kill()


@pytest.mark.parametrize("width", [390, 1366, 1920])
def test_faces_are_equal_and_side_by_side_at_every_size(
    browser: Browser, server: Server, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844 if width == 390 else 900})
    page.set_default_timeout(60_000)
    page.goto(server.url)
    join(page, f"Wide {width}")
    left, right = (page.locator(".face").nth(place).bounding_box() for place in (0, 1))
    assert left is not None
    assert right is not None
    for edge in ("y", "width", "height"):
        assert left[edge] == pytest.approx(right[edge], abs=0.1)
    assert left["x"] + left["width"] < right["x"]
    assert left["width"] >= 165
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    bottom = page.get_by_role("button", name="Left is real").bounding_box()
    assert bottom is not None
    assert bottom["y"] + bottom["height"] < page.viewport_size["height"]  # type: ignore[index]
    page.close()


def test_what_the_network_carries_before_a_guess_is_the_same_for_every_pair(
    context: BrowserContext, server: Server
) -> None:
    """Real left or real right: the same number of bytes, no picture by address, nothing from
    elsewhere, no photo's name, no seed and no word of the truth."""
    page = context.new_page()
    requests: list[str] = []
    frames: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: frames.append(_bytes(data)))

    page.on("request", lambda request: requests.append(request.url))
    page.on("websocket", listen)
    page.goto(server.url)
    join(page, "Barbara")
    loaded = len(requests)
    wrappings: set[int] = set()
    picture_lengths: set[int] = set()
    store = server.store()
    cookie, asked = f"{server.url}/cookie", 0
    for position in range(1, 11):
        wait_for_pair(page, position)
        if position == 3:
            asked = requests.count(cookie)
        received = b"".join(frames)
        with store.read() as session:
            trial = (
                session.query(Trial)
                .join(Seat, Seat.round_id == Trial.round_id)
                .join(Player, Player.id == Seat.player_id)
                .filter(Player.nickname == "Barbara", Trial.position == position)
                .one()
            )
            secrets = [str(face.photo or face.seed) for face in trial.faces]
        for secret in [*secrets, "sha256", "truncation_psi"]:
            assert secret.encode() not in received, secret
        latest = [frame for frame in frames if b"data:image/png;base64," in frame][-1]
        text = latest.decode("utf-8", "replace")
        start = text.index('{"trial"')
        data, end = json.JSONDecoder().raw_decode(text[start:])
        assert set(data) == KEYS
        assert (data["phase"], data["choice"]) == ("ask", None)
        picture_lengths |= {len(picture) for picture in data["pictures"]}
        wrappings.add(len(text) - end)
        page.get_by_role("button", name="I know this face").click()
        revealed(page)
        frames.clear()
        page.keyboard.press("Enter")
    store.close()
    # Nothing but parts of the page itself, each once: the switch comes with the first reveal. And
    # at the start the player's cookie.
    assert requests.count(cookie) == asked > 0
    later = [url for url in requests[loaded:] if url != cookie]
    assert all(url.startswith(f"{server.url}/static/js/") for url in later)
    assert len(later) == len(set(later))
    assert [url for url in requests if not url.startswith((server.url, "data:", "blob:"))] == []
    assert len(picture_lengths) == 1
    assert max(wrappings) - min(wrappings) <= 4  # the trial's number may get a digit


KEYS = {
    *("trial", "phase", "choice", "position", "length", "title", "scores", "pictures"),
    *("display_seconds", "clock", "elapsed", "words"),
}


def _bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data
