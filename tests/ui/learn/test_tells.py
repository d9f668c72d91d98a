"""The page of tells: every chapter opens, and frames are drawn when they are asked for."""

from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from game.common.errors import Unavailable
from game.common.recipe import GENERATOR
from game.rounds.game import Game
from game.rounds.tells import Example, Tell, course
from game.ui.learn import tells
from tests.ui.visiting import new_tab

TELLS = course().tells
EXAMPLES = [example for tell in TELLS for example in (*tell.examples, tell.without) if example]


@pytest.fixture
def small_faces(opened: Game, monkeypatch: pytest.MonkeyPatch) -> None:
    """The smallest faces that the game's generator makes: the page is the same with them."""
    face, mean = tells.face, tells.mean_face

    def small(example: Example) -> np.ndarray:
        size = 128 if example.generator == GENERATOR else example.size
        return face(replace(example, size=size))

    monkeypatch.setattr(tells, "face", small)
    monkeypatch.setattr(tells, "FACE_SIZE", 128)
    monkeypatch.setattr(tells, "mean_face", lambda _: mean(2))


def visit(**address: str) -> AppTest:
    app = new_tab()
    for key, value in address.items():
        app.query_params[key] = value
    app.switch_page("game/ui/pages/tells.py").run()
    assert not app.exception
    return app


def test_a_frame_is_drawn_at_the_box_only_and_the_face_is_left_as_it_was() -> None:
    face = np.full((512, 512, 3), 128, np.uint8)
    drawn = tells.marked(face, ((0.25, 0.5, 0.5, 1.0),))
    changed = np.argwhere((drawn != face).any(axis=2))
    assert changed.min(axis=0).tolist() == [256, 128]
    assert changed.max(axis=0).tolist() == [511, 255]
    assert (drawn[300:480, 150:230] == 128).all()
    assert (face == 128).all()


def test_a_detail_keeps_its_shape() -> None:
    face = np.zeros((1024, 1024, 3), np.uint8)
    assert tells.detail(face, (0.25, 0.25, 0.75, 0.5), 300).shape == (150, 300, 3)


@pytest.mark.usefixtures("small_faces")
def test_every_chapter_opens_and_every_tell_shows_where() -> None:
    app = visit()
    for chapter in course().chapters.values():
        app.session_state[f"where-{chapter.key}-1"] = True
        app.selectbox(key="tell").set_value(chapter.key).run()
        assert not app.exception
        assert app.subheader[0].value == chapter.title
        if not isinstance(chapter, Tell):
            continue
        (first, *_) = chapter.examples
        assert first.sees in app.markdown[1].value
        own = first.generator == GENERATOR  # only such a face is shown at the game's size, too
        assert len(app.get("image")) == 1 + len(first.boxes) + own


@pytest.mark.usefixtures("small_faces")
def test_a_tell_says_nothing_before_it_is_asked() -> None:
    app = visit(tell="glasses")
    assert len(app.get("image")) == 1
    assert not app.toggle(key="where-glasses-1").value
    assert not any(example.sees in text.value for example in EXAMPLES for text in app.markdown)


@pytest.mark.usefixtures("small_faces")
def test_an_address_opens_a_tell_and_next_and_previous_go_on_from_there() -> None:
    second, third = TELLS[1:3]
    app = visit(tell=second.key)
    assert app.subheader[0].value == second.title
    app.button[1].click().run()
    assert app.subheader[0].value == third.title
    app.button[0].click().run()
    assert app.subheader[0].value == second.title


@pytest.mark.usefixtures("small_faces")
def test_an_address_that_names_no_tell_opens_the_first() -> None:
    assert visit(tell="nothing").subheader[0].value == TELLS[0].title


@pytest.mark.usefixtures("opened")
def test_weights_that_are_missing_are_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: Example) -> np.ndarray:
        raise Unavailable("The weights are missing.")

    monkeypatch.setattr(tells, "face", missing)
    app = visit(tell="checkerboard")
    assert "missing" in app.error[0].value
    assert app.markdown
