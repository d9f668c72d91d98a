"""The pages that search for a face as a visitor's story, without a browser and with few steps."""

import io
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from game.common.errors import Refused
from game.faces.decks.deck import Deck
from game.generators.projection import tasks
from game.generators.projection.bounds import Bounds
from game.generators.projection.search import Pass
from game.rounds.game import Game
from game.ui import limits
from game.ui.lab import mask, searching
from tests.ui.visiting import lab_page, press

PAGES = {
    "find": ("Find", "face", 1),
    "fill": ("Fill in", "faces", 3),
    "enlarge": ("Enlarge", "faces", 4),
    "sketch": ("Make a face of it", "face", 1),
    "between": ("Find both", "faces", 2),
}


@pytest.fixture(scope="module", autouse=True)
def _few_steps(opened: Game) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "IN_W", (Pass(2, "w"),))
        patch.setattr(tasks, "IN_W_PLUS", (Pass(1, "w"), Pass(1, "w+")))
        yield


@pytest.fixture(autouse=True)
def _nobody_has_searched() -> None:
    limits.searches.clear()
    limits.pictures.clear()


def shown(app: AppTest) -> int:
    """How many faces stand in rows."""
    return sum(html.proto.body.count("<img") for html in app.get("html"))


@pytest.mark.parametrize("name", PAGES)
def test_what_was_found_stands_in_the_address_and_is_there_for_whoever_opens_it(name: str) -> None:
    label, key, count = PAGES[name]
    app = lab_page(name)
    assert "proves nothing" in app.warning[0].value
    before = shown(app), len(app.get("image"))
    press(app, label)
    assert not app.exception
    assert not app.error
    named = app.query_params[key]
    assert len(named.split(".")) == count
    assert len(named) < 8000 - 500  # what a proxy takes for a request's first line
    assert (shown(app), len(app.get("image"))) > before
    other = lab_page(name, **{key: named})
    assert not other.error
    assert (shown(other), len(other.get("image"))) > before


@pytest.mark.parametrize("name", PAGES)
def test_an_address_that_names_no_face_is_told(name: str) -> None:
    _, key, _ = PAGES[name]
    assert lab_page(name, **{key: "nobody"}).error[0].value == "This address names no face."


def test_a_photo_is_placed_searched_for_and_compared(deck: Deck) -> None:
    app = lab_page("find")
    app.file_uploader[0].upload("me.jpg", (deck.folder / deck.train[0]).read_bytes(), "image/jpeg")
    press(app.run(), "Find")
    assert not app.error
    assert any("How near can this generator come?" in text.value for text in app.markdown)
    found = app.get("image")[-1].proto.imgs[0].url
    app.slider(key="truncated").set_value(0.0).run()
    assert app.get("image")[-1].proto.imgs[0].url != found
    app.file_uploader[0].set_value([])
    assert not any("How near" in text.value for text in app.run().markdown)


def noise() -> bytes:
    file = io.BytesIO()
    Image.effect_noise((200, 200), 50).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"x", "not a picture"), (noise()[:999], "damaged"), (noise(), "No face")],
)
@pytest.mark.parametrize("name", ["find", "fill", "between"])
def test_what_shows_no_face_gets_a_sentence(name: str, data: bytes, reason: str) -> None:
    app = lab_page(name)
    app.file_uploader[0].upload("x.png", data, "image/png").run()
    assert not app.exception
    assert reason in app.error[0].value
    assert not app.get("progress")


@pytest.mark.parametrize("name", ["enlarge", "sketch"])
def test_a_thumbnail_or_a_drawing_needs_no_face(name: str) -> None:
    app = lab_page(name)
    app.file_uploader[0].upload("x.png", noise(), "image/png").run()
    assert not app.exception
    assert not app.error
    assert "square in the picture's middle" in app.info[0].value


def test_who_searches_too_often_or_while_others_do_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    app = lab_page("sketch")
    monkeypatch.setattr(searching, "_bounds", lambda: Bounds(at_once=0))
    press(app, "Make a face of it")
    assert "just now" in app.error[0].value
    for _ in range(limits.SEARCHES):
        press(app, "Make a face of it")
    assert "Too many faces" in app.error[0].value


def test_nothing_missing_and_everything_missing_are_not_filled_in() -> None:
    app = lab_page("fill", part="painted")
    (button,) = [button for button in app.button if button.label == "Fill in"]
    assert button.disabled
    assert any("Something must be missing" in caption.value for caption in app.caption)


def test_squares_are_what_was_painted_and_nothing_else_is_taken() -> None:
    squares = np.random.default_rng(0).random((64, 64)) < 0.5
    cells = np.packbits(squares).tobytes().hex()
    np.testing.assert_array_equal(mask.squares_of(cells), squares)
    assert not mask.squares_of("").any()
    for wrong in (cells[:-2], cells + "00", "x" * 1024, " " * 1024, None, 7, ["0"], "é" * 1024):
        with pytest.raises(Refused, match="no painting"):
            mask.squares_of(wrong)
    assert mask.enlarged(squares, 512).shape == (512, 512)
