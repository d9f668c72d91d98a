"""The host makes a deck's own style on the page, and takes new faces in it along."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from game.common.settings import Settings
from game.faces.decks.deck import DECK, LEAST_PHOTOS, Deck, load_deck
from game.faces.decks.style_of_deck import StyleMaker
from game.generators.style import Style
from game.ui.limits import wrong_secrets
from tests.faces.decks.test_style_of_deck import own_deck
from tests.fixtures.decks import USUAL
from tests.fixtures.pictures import default_generator
from tests.fixtures.stores import new_sqlite
from tests.ui.admin.test_decks import SECRET, admitted, press


@pytest.fixture
def settings(tmp_path: Path, deck: Deck, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A whole home in which a deck of the host's own lies beside the usual one."""
    wrong_secrets.clear()
    for part in ("detector", "features", "generators"):
        (tmp_path / part).symlink_to(USUAL.home / part)
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / DECK).symlink_to(USUAL.decks / DECK)
    monkeypatch.setenv("GAME_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", new_sqlite(tmp_path))
    monkeypatch.setenv("GAME_ADMIN_SECRET", SECRET)
    here = Settings.from_environment()
    own_deck(deck, here, LEAST_PHOTOS)
    return here


def test_a_host_makes_a_style_and_takes_faces_along(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    middle = np.zeros(512, np.float32)

    def make(self: StyleMaker, *_: object) -> Style:
        sha256 = default_generator().checkpoint_sha256
        return Style(sha256, self.deck.licence, middle, middle)

    monkeypatch.setattr(StyleMaker, "make", make)
    monkeypatch.setattr(StyleMaker, "nearest", lambda *_: {"least": 0.5, "photos": 0.6})
    app: AppTest = press(admitted(), "Make its style")
    style = load_deck("class9", settings).style
    assert style is not None
    assert f"Its style: {style}" in [text.value for text in app.text]
    app.number_input[0].set_value(2).run()
    press(app, "Make them")
    (file,) = app.get("download_button")
    assert file is not None
    _, number, data = app.session_state["faces-of"]
    assert number == 2
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = packed.namelist()
        lines = packed.read(f"{style}/manifest.jsonl").decode().splitlines()
        assert "non-commercial" in packed.read(f"{style}/LICENCE.txt").decode()
    assert len([name for name in names if name.endswith(".png")]) == 2
    assert {json.loads(line)["recipe"]["style"] for line in lines} == {style}
