"""Photos of a deck that comes with them, framed anew from originals."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from game.common.errors import Refused
from game.common.settings import Settings
from game.faces.decks.deck import load_deck
from game.faces.decks.framing import frame_photos
from game.faces.thumbnail import reduced
from tests.fixtures.decks import USUAL

PHOTO = "001_03.jpg"


@pytest.fixture
def of_one_photo(home: Settings) -> Settings:
    """A home whose deck "london" has one photo."""
    manifest = home.assets / "decks" / "london.toml"
    manifest.write_text(f'{manifest.read_text().partition("play = [")[0]}play = ["{PHOTO}"]\n')
    return home


def test_an_original_is_brought_to_the_decks_frame_and_tone(
    of_one_photo: Settings, tmp_path: Path
) -> None:
    wanted = load_deck("london", USUAL).photo(PHOTO)
    around = np.pad(wanted, ((200, 200), (200, 200), (0, 0)), "symmetric")
    original = Image.fromarray(around).resize((1216, 1216))
    (tmp_path / "originals").mkdir()
    original.save(tmp_path / "originals" / PHOTO, quality=95)
    assert frame_photos("london", tmp_path / "originals", of_one_photo) == 1
    framed = load_deck("london", of_one_photo).photo(PHOTO)
    coarse = [reduced(photo, 32).astype(int) for photo in (framed, wanted)]
    assert np.abs(coarse[0] - coarse[1]).mean() < 8


def test_a_photo_that_is_missing_or_no_face_is_named(
    of_one_photo: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "originals"
    folder.mkdir()
    with pytest.raises(Refused, match=f"There is no {PHOTO}"):
        frame_photos("london", folder, of_one_photo)
    Image.new("RGB", (600, 600), "grey").save(folder / PHOTO)
    with pytest.raises(Refused, match=f"{PHOTO} shows no whole face"):
        frame_photos("london", folder, of_one_photo)
