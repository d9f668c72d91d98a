"""The app where set-up has not run, or has left something out: it sets itself up."""

import io
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from PIL import Image
from streamlit.testing.v1 import AppTest

from game.admin.setup import set_up
from game.common.errors import Unavailable
from game.common.settings import Settings
from game.ui import preparation
from game.ui.plain import plain
from game.ui.preparation import Preparation
from game.ui.resources import game
from tests.ui.visiting import new_tab

PARTS = ("decks", "generators", "detector", "features")
Tell = Callable[[str, float], None]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home where nothing is, of a server without visitors so far."""
    monkeypatch.setenv("GAME_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'game.db'}")
    monkeypatch.setattr(type(st.context), "cookies", {})
    st.cache_resource.clear()
    yield tmp_path / "home"
    st.cache_resource.clear()


@pytest.fixture
def ready() -> Settings:
    """What a set-up that went well has made, elsewhere."""
    return Settings.from_environment({})


@pytest.fixture
def flights(home: Path, ready: Settings, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A set-up that needs no connection; each of its runs is noted."""
    begun: list[str] = []

    def stand_in(settings: Settings, tell: Tell) -> None:
        begun.append("")
        for number, part in enumerate(PARTS):
            tell(part, number / len(PARTS))
            time.sleep(0.2)
            link(ready, settings.home, part)

    monkeypatch.setattr(preparation, "set_up", stand_in)
    return begun


def link(ready: Settings, home: Path, *parts: str) -> None:
    home.mkdir(exist_ok=True)
    for part in parts:
        if not (home / part).exists():
            (home / part).symlink_to(ready.home / part)


def visit(page: str = "play") -> AppTest:
    app = new_tab()
    return app.run() if page == "play" else app.switch_page(f"game/ui/pages/{page}.py").run()


def sentences(app: AppTest) -> list[str]:
    assert not app.exception
    return [error.value for error in app.error]


def test_the_first_visit_sets_the_game_up_and_goes_on(flights: list[str]) -> None:
    app = visit("training")
    assert sentences(app) == []
    assert [field.label for field in app.text_input] == ["Nickname"]
    assert visit("leaderboard").title[0].value == "Who is the better discriminator?"
    assert len(flights) == 1
    game().close()


def test_offline_it_says_what_the_command_says_and_tries_again_when_asked(
    home: Path, ready: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(Unavailable) as said:
        set_up(Settings.from_environment())
    app = visit()
    assert sentences(app) == [f"The game cannot start yet. {plain(said.value)}"]
    assert sentences(visit("host")) == sentences(app)

    monkeypatch.setattr(preparation, "set_up", lambda settings, _: link(ready, home, *PARTS))
    (again,) = [button for button in app.button if button.label == "Try again"]
    again.click().run()
    assert sentences(app) == []
    game().close()


def test_a_wrong_hash_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise Unavailable("tiny==1.0 arrived with another sha256 than the pinned one.")

    monkeypatch.setattr(preparation, "set_up", refuse)
    assert sentences(visit()) == [
        "The game cannot start yet. tiny==1.0 arrived with another sha256 than the pinned one."
    ]


def test_pages_that_need_nothing_of_it_go_on(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("nothing here needs a set-up")

    monkeypatch.setattr(preparation, "set_up", refuse)
    for page in ("judges", "you", "ask", "theatre", "join"):
        assert sentences(visit(page)) == []


def test_without_the_detector_the_game_sets_itself_up_once_for_all_pages(
    home: Path, flights: list[str], ready: Settings
) -> None:
    link(ready, home, "decks", "generators", "features")
    assert sentences(visit()) == []
    assert len(flights) == 1  # it measures the photos' poses
    app = visit("ask")
    file = io.BytesIO()
    Image.new("RGB", (300, 300)).save(file, "PNG")
    app.file_uploader[0].upload("me.png", file.getvalue(), "image/png").run()
    assert sentences(app) == [
        "No face was found in the picture; send one of a face from the front."
    ]
    assert len(flights) == 1
    game().close()


def test_many_visitors_share_one_set_up(flights: list[str]) -> None:
    one = Preparation(Settings.from_environment())
    visitors = [threading.Thread(target=one.begin) for _ in range(20)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    while one.running:
        time.sleep(0.05)
    assert len(flights) == 1
    assert one.what == PARTS[-1]
