"""Six places: every page is in one of them or beside them, and the one that is open stands out."""

import pytest
from streamlit.testing.v1 import AppTest

from game.common.settings import ROOT
from game.rounds.game import Game
from game.ui.navigation import ENTRIES
from game.ui.place import Place, entries, trail
from game.ui.places import BESIDE, LAB, PLACES
from tests.ui.visiting import new_tab

PAGES = ROOT / "game/ui/pages"
# What people have kept or printed: none of these may lead nowhere.
OLD = [
    "leaderboard",
    "you",
    "about",
    "host",
    "join",
    "theatre",
    "tells",
    "training",
    "experiment",
    "ask",
    "judges",
    "versus",
    "scale",
    "face",
    "truncation",
    "walk",
    "mixing",
    "directions",
    "noise",
    "diversity",
    "find",
    "fill",
    "enlarge",
    "sketch",
    "between",
    "decks",
    "admin",
]


def test_every_page_is_in_one_place() -> None:
    known = [entry.path for entry in entries((*PLACES, *BESIDE))]
    files = {str(file.relative_to(PAGES).with_suffix("")) for file in PAGES.rglob("[!_]*.py")}
    assert len(PLACES) == 6
    assert sorted(known) == sorted(files - {"missing"})
    assert len(ENTRIES) == len(known)  # no address twice


def test_old_addresses_are_there() -> None:
    assert set(OLD) <= set(ENTRIES)


def test_a_class_begins_with_joining_one() -> None:
    assert PLACES[1].first.path == "join"


def test_the_way_to_a_tool_of_the_lab() -> None:
    names = [
        one.name if isinstance(one, Place) else one.title for one in trail(ENTRIES["noise"], PLACES)
    ]
    assert names == ["Try it", "The Lab", "Noise"]
    assert trail(ENTRIES["about"], PLACES) == ()


def links(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.get("page_link")]


@pytest.fixture
def app(opened: Game) -> AppTest:
    return new_tab()


def test_the_open_place_and_its_tabs_stand_out(app: AppTest) -> None:
    app.switch_page("game/ui/pages/lab/truncation.py").run()
    assert not app.exception
    shown = links(app)
    assert [label for label in shown if label.startswith("**")] == [
        "**Try it**", "**The Lab**", "**Truncation**",
    ]  # fmt: skip
    assert {one.title for one in entries(LAB.pages)} - {"Truncation"} <= set(shown)
    assert shown[-4:] == ["About", "Data", "Decks", "Admin"]


def test_a_class_sees_no_tabs(app: AppTest) -> None:
    app.query_params["room"] = "a-b-c"
    app.switch_page("game/ui/pages/join.py").run()
    assert "Host a class" not in links(app)
