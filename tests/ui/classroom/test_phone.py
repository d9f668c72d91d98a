"""The page of a player in a class: what the server hands to it, and who is shown the form."""

import json
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from game.classroom import lead
from game.classroom.rooms import GONE
from game.classroom.rules import Rules
from game.common.vocabulary import Design, Mode, Pace, Target
from game.rounds.game import Game
from game.ui.resources import classroom
from tests.classroom.classes import player_view
from tests.rounds.playing import STAGE
from tests.ui.visiting import forget_everybody, new_tab, pair_data, press


@pytest.fixture(autouse=True)
def nobody(opened: Game) -> Iterator[None]:
    yield
    forget_everybody()


def open_room(opened: Game, pace: Pace = Pace.HOST, **plan: object) -> tuple[str, str]:
    asked = opened.plan(mode=Mode.ROOM, generator=STAGE, **plan)  # type: ignore[arg-type]
    return classroom().open("10b", asked, 5, Rules(pace))


def visit(code: str, token: str = "") -> AppTest:
    app = new_tab()
    app.query_params["room"] = code
    app.session_state[f"room-{code}"] = token
    app.switch_page("game/ui/pages/join.py").run()
    assert not app.exception
    return app


def test_the_page_is_the_same_whatever_the_room_is_at(opened: Game) -> None:
    code, secret = open_room(opened)
    _, ada = classroom().join(code, "Ada")
    drawn = [json.dumps(pair_data(visit(code, ada)), sort_keys=True)]
    for act, detail in ((lead.begin, ()), (lead.reveal, (1,)), (lead.end, ())):
        classroom().lead(code, secret, act, *detail)  # type: ignore[arg-type]
        drawn.append(json.dumps(pair_data(visit(code, ada)), sort_keys=True))
    assert len(set(drawn)) == 1  # so nothing of a trial is in it, and least of all its truth
    data = json.loads(drawn[0])
    assert set(data) == {"code", "alone", "words"}
    assert (data["code"], data["alone"]) == (code, False)
    assert ada not in drawn[0]


@pytest.mark.parametrize(
    ("plan", "asked", "answers"),
    [
        ({}, "Which of the two is real?", ["Left is real", "Right is real"]),
        ({"design": Design.YES_NO}, "Real or generated?", ["It is real", "It is generated"]),
        (
            {"design": Design.ODD_ONE_OUT, "target": Target.FAKE},
            "Which one is generated? The other three are photos.",
            [f"It is face {n}" for n in range(1, 5)],
        ),
    ],
)
def test_the_words_are_those_of_what_the_room_asks(
    opened: Game, plan: dict[str, object], asked: str, answers: list[str]
) -> None:
    code, _ = open_room(opened, Pace.SELF, **plan)
    data = pair_data(visit(code, classroom().join(code, "Ada")[1]))
    assert data["alone"]
    assert data["words"]["question"] == asked
    assert data["words"]["answers"] == answers
    assert set(data["words"]["networks"]) == set(opened.networks.names)


def test_who_is_not_in_the_room_has_the_form(opened: Game) -> None:
    code, secret = open_room(opened)
    _, ada = classroom().join(code, "Ada")
    assert visit(code).text_input[0].value == code
    other = visit(open_room(opened)[0], ada)
    assert other.warning[0].value == GONE
    assert other.text_input
    app = visit(code, ada)
    assert not app.text_input
    player = player_view(classroom(), code, ada).player
    classroom().lead(code, secret, lead.remove, player.id)
    assert app.run().warning[0].value == GONE
    assert press(app, "Join").get("bidi_component")
    assert pair_data(app)["code"] == code


def test_who_waits_at_the_door_has_the_phone_and_is_told_of_a_no(opened: Game) -> None:
    code, secret = open_room(opened)
    _, ada = classroom().join(code, "Ada")
    _, waits = classroom().ask_back(code, "Ada")
    app = visit(code, waits)
    assert pair_data(app)["code"] == code
    classroom().let_back(code, secret, player_view(classroom(), code, ada).player.id, False)
    assert "not let you back in" in app.run().warning[0].value
