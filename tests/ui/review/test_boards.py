"""Leaderboard and Versus page as a visitor's story, without a browser."""

from collections.abc import Iterator, Mapping

import pytest
from streamlit.testing.v1 import AppTest

from game.classroom import lead
from game.classroom.classroom import Classroom
from game.classroom.rules import Rules
from game.common.vocabulary import Mode, Ranking
from game.rounds.game import Game
from game.store import room_queries
from tests.classroom.classes import player_view
from tests.fixtures.boards import leaderboard
from tests.fixtures.judges import PLAYING
from tests.ui.visiting import forget_everybody, new_tab

pytestmark = pytest.mark.usefixtures("opened")
NETWORKS = [kind.name for kind in PLAYING.values()]


def visit(name: str, cookies: Mapping[str, str] | None = None, **address: str) -> AppTest:
    app = new_tab()
    for cookie, value in (cookies or {}).items():
        app.session_state[cookie] = value
    for key, value in address.items():
        app.query_params[key.replace("_", "-")] = value
    app.switch_page(f"game/ui/pages/{name}.py").run()
    assert not app.exception
    return app


def said(app: AppTest) -> list[tuple[str, str]]:
    """All that a page says, and how."""
    return [(element.type, element.value) for element in app.main if hasattr(element, "value")]


@pytest.fixture(autouse=True)
def _nobody_has_played(opened: Game) -> Iterator[None]:
    yield
    forget_everybody()


def play(opened: Game, rounds: int) -> None:
    player_id, _ = opened.join("Ada")
    for _ in range(rounds):
        opened.start(player_id)
        while turn := opened.turn(player_id):
            opened.answer(player_id, turn.trial_id, turn.position % 2, confidence=2)
            opened.let_networks_follow(player_id, turn.trial_id).result()
            opened.advance(player_id, turn.trial_id)


def test_people_and_networks_are_compared_once_there_is_enough(opened: Game) -> None:
    assert "not 30 such answers yet" in visit("versus").info[0].value
    play(opened, 3)
    app = visit("versus")
    assert sorted(app.dataframe[0].value["Who"]) == sorted(["people", *NETWORKS])
    assert set(app.dataframe[0].value["n"]) == {30}
    measures, difference = (app.dataframe[at].value for at in (1, 2))
    assert ("d′" in measures, "d′" in app.dataframe[0].value) == (True, False)
    assert sorted(difference["Network"]) == sorted(NETWORKS)
    assert any("30 answers by 1 people to 30 trials" in text.value for text in app.caption)
    assert app.get("image")
    # Nobody is signed in, so no photo is shown: it may still come up.
    assert not any("real photo**" in caption.value for caption in app.caption)
    # The address is a view of its own.
    assert "not 30 such answers" in visit("versus", sure="certain").info[0].value
    assert "not 30 such answers" in visit("versus", asked="single faces").info[0].value


def test_a_leaderboard_of_today_is_linked_by_its_address(opened: Game) -> None:
    play(opened, 1)
    assert leaderboard(opened)
    today = visit("leaderboard", when="today")
    assert today.segmented_control(key="when").value == "today"
    assert len(today.dataframe[0].value) == 1 + len(NETWORKS)
    attack = visit("leaderboard", ranked="Time attack")
    assert "Nobody has ended such a game" in attack.info[0].value


def test_a_class_has_a_board_of_its_own_once_it_is_over(opened: Game) -> None:
    rooms = Classroom(opened)
    code, secret = rooms.open("10b", opened.plan(mode=Mode.ROOM), 10, Rules())
    _, token = rooms.join(code, "Bo")
    rooms.lead(code, secret, lead.begin)
    for position in range(1, 11):
        turn = player_view(rooms, code, token).turn
        assert turn is not None
        rooms.answer(code, token, turn.trial_id, 0)
        rooms.lead(code, secret, lead.reveal, position)
        running = said(visit("leaderboard", {f"host-{code}": secret}, room=code))
        rooms.lead(code, secret, lead.next_trial, position)
    hosts, plays = {f"host-{code}": secret}, {f"room-{code}": token}
    for cookies in (hosts, plays):
        board = visit("leaderboard", cookies, room=code).dataframe[0].value
        assert sorted(board["Who"]) == sorted(["Bo", *NETWORKS])
        assert set(board["Answers"]) == {10}
    with opened.store.write() as session:
        session.scalars(room_queries.room(code)).one().ranking = Ranking.OWN
    assert visit("leaderboard", hosts, room=code).dataframe  # the host alone sees who was best
    assert said(visit("leaderboard", plays, room=code)) == running
    # Which codes exist is nobody's to find out.
    nobodys = said(visit("leaderboard", room="no-such-11"))
    assert "once it is over, for those who were in it" in str(nobodys)
    assert nobodys == running == said(visit("leaderboard", room=code))
    assert nobodys == said(visit("leaderboard", {f"host-{code}": "guess"}, room=code))
