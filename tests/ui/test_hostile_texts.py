"""What people type, addresses say and files bring is drawn as text, on every page."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from game.classroom import lead
from game.classroom.rules import Rules
from game.common.settings import ROOT
from game.common.vocabulary import Mode, Pace
from game.rounds import answering, starting
from game.rounds.game import Game
from game.rounds.plan import Photo, Plan
from game.store.tables import Base, Player, Room
from game.ui.navigation import ENTRIES
from game.ui.plain import plain
from game.ui.resources import classroom
from tests.fixtures.people import fake
from tests.rounds.playing import STAGE
from tests.ui.visiting import new_tab

HOSTILE = [
    "![x](http://evil.example/x.png)",
    "[a](http://evil.example)",
    "<img src=x onerror=alert(1)>",
    ":red[x] :material/home: :smile:",
    "$x$ `x` **x**",
]
ALL = " ".join(HOSTILE)
MARKUP = re.compile(r"(?<!\\)(\[[xa]\]|<img|`x|\*\*x|\$x)|http://evil|:red|:material/home|:smile")
KEYS = (
    "against deck mode design psi seconds target same room lang key move ranked when judge stage "
    "over"
)
# Fields that a browser shows as they are; every other text of an element may be Markdown.
PLAIN = {
    "Text.body",
    "Code.code_text",
    "TextInput.default",
    "TextInput.value",
    "Selectbox.options",
    "Selectbox.raw_value",
    "BidiComponent.json",  # our own, which set textContent
    "BidiComponent.mixed_data",
    "VegaLiteChart.spec",
    "GraphVizChart.spec",
}
ADMIN = "the host's own"


def texts(proto: Any) -> Iterator[tuple[str, str]]:
    """Every text of an element, by the field that holds it."""
    for field, value in proto.ListFields():
        for one in value if field.is_repeated else [value]:
            if field.message_type is not None and not isinstance(one, str | int):
                yield from texts(one)
            elif isinstance(one, str):
                yield f"{proto.DESCRIPTOR.name}.{field.name}", one


def marked_up(app: AppTest) -> list[tuple[str, str]]:
    """The texts on this page that the browser would take for markup of somebody else's."""
    found, left = [], [app._tree]
    while left:
        node: Any = left.pop()
        left += getattr(node, "children", {}).values()
        if getattr(node, "proto", None) is not None:
            found += texts(node.proto)
    assert found
    html = re.compile("<img src=x")
    return [
        (field, text)
        for field, text in found
        if field not in PLAIN
        and not field.endswith(("id", "Id"))
        and (html if field == "Html.body" else MARKUP).search(text)
    ]


def visit(page: str, token: str = "", **address: str) -> AppTest:
    app = new_tab()
    app.session_state["token"] = token
    app.session_state["host"] = True
    if page != "play":
        app.switch_page(f"game/ui/pages/{page}.py")
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


@pytest.fixture
def game(opened: Game, monkeypatch: pytest.MonkeyPatch) -> Iterator[Game]:
    monkeypatch.setenv("GAME_ADMIN_SECRET", ADMIN)
    deck = opened.dealer.deck
    monkeypatch.setattr(opened.dealer, "deck", replace(deck, source=ALL, licence=ALL))
    yield opened
    with opened.store.write() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())
    opened.networks.enlist()


@pytest.fixture
def player(game: Game) -> str:
    """The token of somebody called by markup who has ended a round on a deck called by it."""
    player_id, token = game.join("Eve")
    with game.store.write() as session:
        session.get_one(Player, player_id).nickname = ALL  # as an import may bring it
        plan = Plan(ALL[:64], generator=ALL[:64], truncation_psi=1.0, display_seconds=1.0)
        trials = starting.start(session, player_id, plan, 1, [(Photo(ALL), fake(1))]).trials
        answering.answer(session, player_id, trials[0].id, 1, confidence=3)
        answering.advance(session, player_id, trials[0].id)
    return token


@pytest.fixture
def room(game: Game) -> tuple[str, str]:
    """Code and host's secret of a class whose title and player are called by markup."""
    plan = game.plan(mode=Mode.ROOM, generator=STAGE)
    code, host = classroom().open("10b", plan, 5, Rules(Pace.SELF))
    classroom().join(code, "Bo")
    with game.store.write() as session:
        session.query(Room).one().title = ALL
        session.query(Player).filter_by(nickname="Bo").one().nickname = ALL
    return code, host


@pytest.mark.parametrize("page", [entry.path for entry in ENTRIES.values()])
def test_no_page_draws_what_others_wrote_as_markup(
    game: Game, player: str, room: tuple[str, str], page: str
) -> None:
    assert marked_up(visit(page, player)) == []
    assert marked_up(visit(page, player, **dict.fromkeys(KEYS.split(), ALL))) == []


@pytest.mark.parametrize("key", ["against", "deck", "mode", "design", "psi", "seconds", "target"])
def test_an_address_is_refused_in_its_own_signs(game: Game, player: str, key: str) -> None:
    for value in HOSTILE:
        design = {"design": "ODD_ONE_OUT"} if key == "target" else {}
        app = visit("play", player, **design | {key: value})
        assert any(plain(value) in box.value for box in app.info)
        assert marked_up(app) == []


@pytest.mark.parametrize("value", HOSTILE)
def test_a_code_of_a_round_or_room_is_no_markup(game: Game, player: str, value: str) -> None:
    for page, key in (
        ("play", "same"),
        ("leaderboard", "room"),
        ("host", "room"),
        ("join", "room"),
    ):
        assert marked_up(visit(page, player, **{key: value})) == []


def test_a_class_is_called_by_its_title_and_no_markup(game: Game, room: tuple[str, str]) -> None:
    code, host = room
    assert marked_up(visit("host", room=code, key=host)) == []
    for void in ({"key": ALL}, {"move": ALL}):
        assert marked_up(visit("host", room=code, **void)) == []
    for act in (lead.begin, lead.end):
        classroom().lead(code, host, act)
        assert marked_up(visit("host", room=code, key=host)) == []
    app = visit("host", room=code, key=host).switch_page("game/ui/pages/leaderboard.py")
    app.query_params["room"] = code
    app.run()
    assert app.subheader[0].value == plain(ALL)
    assert marked_up(app) == []


@pytest.mark.parametrize("part", ["Health", "Rooms", "Names", "Quality", "Data"])
def test_the_admin_sees_names_and_titles_as_they_are(
    game: Game, player: str, room: tuple[str, str], part: str
) -> None:
    app = visit("admin/admin")
    app.session_state["admin-part"] = part
    assert marked_up(app.run()) == []


def test_a_refusal_of_what_was_typed_is_no_markup(game: Game) -> None:
    for value in HOSTILE:
        app = visit("training")
        app.text_input[0].input(value)
        (button,) = [button for button in app.button if button.label == "Sit down"]
        button.click().run()
        assert app.warning
        assert marked_up(app) == []


def test_whatever_is_refused_is_drawn_by_plain() -> None:
    """In the front end an exception's text goes nowhere but through `plain` or `notify`."""
    for file in ROOT.glob("game/ui/**/*.py"):
        tree = ast.parse(file.read_text())
        allowed = {
            id(argument)
            for call in ast.walk(tree)
            if isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id in ("plain", "notify", "isinstance")
            for argument in call.args
        } | {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for handler in ast.walk(tree):
            if isinstance(handler, ast.ExceptHandler) and handler.name:
                for node in ast.walk(handler):
                    if isinstance(node, ast.Name) and node.id == handler.name:
                        assert id(node) in allowed, f"{file.name}, line {node.lineno}"
