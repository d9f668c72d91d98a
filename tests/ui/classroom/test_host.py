"""The host's page without a browser: who is let in, what is opened, and what is refused."""

from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from game.classroom.rules import Rules
from game.common.errors import Refused
from game.common.vocabulary import Mode, Pace, Ranking
from game.rounds.game import Game
from game.store import room_queries
from game.store.tables import Room
from game.ui import limits
from game.ui.classroom.projector import act_on_player
from game.ui.resources import classroom
from tests.ui.visiting import new_tab, press

LEAD = "Lead from another device"


@pytest.fixture(autouse=True)
def _no_rooms(opened: Game) -> Iterator[None]:
    yield
    limits.rooms.clear()
    with opened.store.write() as session:
        for room in session.query(Room):
            session.delete(room)


def visit(**asked: str) -> AppTest:
    app = new_tab()
    for key, value in asked.items():
        app.query_params[key] = value
    app.switch_page("game/ui/pages/host.py").run()
    assert not app.exception
    return app


def address(app: AppTest) -> dict[str, str]:
    """What stands in the address: AppTest keeps a list of what was there before."""
    found = dict(app.query_params).items()
    return {key: value if isinstance(value, str) else value[0] for key, value in found}


def room(opened: Game) -> tuple[str, str]:
    return classroom().open("10b", opened.plan(mode=Mode.ROOM), 5, Rules())


@pytest.mark.parametrize(
    ("preset", "length", "rules"),
    [
        ("Warm-up", 5, Rules(reveal_after=0, ranking=Ranking.HIDDEN)),
        ("Class", 10, Rules()),
        ("Teams", 10, Rules(teams=2, ranking=Ranking.ALWAYS)),
    ],
)
def test_a_room_is_opened_at_one_press(
    opened: Game, preset: str, length: int, rules: Rules
) -> None:
    app = press(visit(), preset)
    assert not app.exception
    assert address(app).keys() == {"room"}
    code = address(app)["room"]
    with opened.store.read() as session:
        found = session.scalars(room_queries.room(code)).one()
        assert len(session.scalars(room_queries.trials(found.id)).all()) == length
        assert found.title == preset
        assert (
            Rules(found.pace, found.teams, found.reveal_after, found.ranking, found.speed_counts)
            == rules
        )
    assert classroom().hosted(code, app.session_state[f"host-{code}"])


def test_a_secret_in_an_address_lets_its_host_in_and_leaves_it(opened: Game) -> None:
    code, secret = room(opened)
    app = visit(room=code.upper(), key=secret)
    assert not app.error
    assert address(app) == {"room": code}
    assert secret not in str(app.main)
    for wrong in ({}, {"key": "guess"}, {"key": ""}, {"move": "guess"}, {"move": secret}):
        stranger = visit(room=code, **wrong)
        assert len(stranger.error) == 1
        assert (
            f"host-{code}" not in stranger.session_state
            or not stranger.session_state[f"host-{code}"]
        )
    assert "hosts no such room" in visit(room="no-such-11").error[0].value


def test_another_device_leads_by_a_link_that_holds_once(opened: Game) -> None:
    code, secret = room(opened)
    app = visit(room=code, key=secret)
    assert not app.code  # shown only when it is asked for
    link = press(app, LEAD).code[0].value
    assert secret not in link
    assert not app.run().code
    nonce = link.split("move=")[1]
    remote = visit(room=code, move=nonce)
    assert not remote.error
    assert address(remote) == {"room": code}
    assert remote.session_state[f"host-{code}"] == secret
    assert "has been used" in visit(room=code, move=nonce).error[0].value


def test_rooms_of_a_browser_are_listed_and_deleted_and_forgotten(opened: Game) -> None:
    rooms = [room(opened) for _ in range(2)]
    app = new_tab()
    for code, secret in (*rooms, ("gone-for-11", "secret")):
        app.session_state[f"host-{code}"] = secret
    app.switch_page("game/ui/pages/host.py").run()
    listed = [text.value for text in app.markdown if "not begun" in text.value]
    assert [any(code in text for text in listed) for code, _ in rooms] == [True, True]
    assert len(listed) == 2
    assert app.session_state["host-gone-for-11"] == ""
    app.button(key=f"Delete the room-{rooms[0][0]}").click().run()
    assert not app.exception
    with opened.store.read() as session:
        assert [found.code for found in session.query(Room)] == [rooms[1][0]]
    app.button(key=f"Open-{rooms[1][0]}").click().run()
    assert address(app) == {"room": rooms[1][0]}
    assert not app.error


@pytest.mark.parametrize(
    "pressed",
    [
        None,
        [],
        {"act": "rename", "player": 1},
        {"act": "rename", "player": 1, "detail": 5},
        {"act": "rename", "player": True, "detail": "Grace"},
        {"act": "merge", "player": 1, "detail": "2"},
        {"act": "merge", "player": 1, "detail": 2**80},
        {"act": "remove", "player": 1, "detail": "x"},
        {"act": "remove", "player": 2**80, "detail": None},
        {"act": "delete", "player": 1, "detail": None},
        {"act": ["rename"], "player": 1, "detail": "Grace"},
        {"act": "admit", "player": 1, "detail": None},
    ],
)
def test_what_the_page_sends_of_a_player_is_checked(opened: Game, pressed: Any) -> None:
    code, secret = room(opened)
    classroom().join(code, "Ada")
    with pytest.raises(Refused):
        act_on_player(code, secret, pressed)


def test_a_player_is_renamed_merged_and_removed_by_the_host_alone(opened: Game) -> None:
    code, secret = room(opened)
    for name in ("Ada", "Bo", "Cy"):
        classroom().join(code, name)

    def inside() -> dict[str, int]:
        players = classroom().host_view(code, secret).snapshot.players
        return {player.nickname: player.id for player in players}

    ada, bo, cy = inside().values()
    for act, player, detail in (("rename", ada, "Grace"), ("merge", ada, bo), ("remove", cy, None)):
        pressed = {"act": act, "player": player, "detail": detail}
        with pytest.raises(Refused, match="hosts no such room"):
            act_on_player(code, "guess", pressed)
        act_on_player(code, secret, pressed)
    assert inside() == {"Grace": ada}


def test_a_room_where_everybody_goes_alone_has_no_reveal_to_choose(opened: Game) -> None:
    plan = opened.plan(mode=Mode.ROOM)
    with pytest.raises(Refused, match="No trial reveals itself"):
        classroom().open("10b", plan, 5, Rules(Pace.SELF, reveal_after=0))
