"""The pages about the judges as a visitor's story, without a browser."""

import io

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from game.discriminators.judges import JUDGES
from game.faces.decks.deck import Deck
from tests.fixtures.judges import PLAYING
from tests.ui.visiting import new_tab

pytestmark = pytest.mark.usefixtures("opened")


_file = io.BytesIO()
Image.effect_noise((200, 200), 50).save(_file, "PNG")
PNG = _file.getvalue()


def visit(name: str) -> AppTest:
    app = new_tab()
    app.switch_page(f"game/ui/pages/{name}.py").run()
    assert not app.exception
    return app


def test_every_judge_has_its_card_and_its_figures() -> None:
    app = visit("judges")
    for kind in JUDGES.values():
        app.segmented_control(key="judge").set_value(kind.name).run()
        assert not app.exception
        assert any(f"### {kind.name}" in text.value for text in app.markdown)
        assert next(metric.label for metric in app.metric) == "Pairs right"
        assert not app.info  # the figures are there


def test_a_picture_gets_verdicts_for_each_of_its_faces(deck: Deck) -> None:
    app = visit("ask")
    assert "proves nothing" in app.warning[0].value
    file = io.BytesIO()
    photo = Image.open(deck.folder / deck.train[0])
    photo.resize((120, 147)).save(file, "JPEG", quality=25)
    app.file_uploader[0].upload("me.jpg", file.getvalue(), "image/jpeg").run()
    assert not app.exception
    assert not app.error
    said = [bar.proto.text for bar in app.get("progress")]
    assert [line.split(":")[0] for line in said] == [kind.name for kind in PLAYING.values()]
    measured = "\n".join(caption.value for caption in app.caption)
    assert "saved as JPEG at quality 30, the CLIP probe got 89\u00a0% right" in measured
    assert "reduced to" not in measured  # it is nearer to as it is than to a quarter


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"no picture", "not a picture"), (PNG[:2000], "damaged or cut short")],
)
def test_what_is_no_picture_gets_a_sentence(data: bytes, reason: str) -> None:
    app = visit("ask")
    app.file_uploader[0].upload("x.png", data, "image/png").run()
    assert not app.exception
    assert reason in app.error[0].value
