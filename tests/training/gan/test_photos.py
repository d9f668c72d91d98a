"""Photos for training: a part of the deck's train photos, or a folder of one's own."""

import logging
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from game.common.errors import Refused
from game.common.settings import Settings
from game.faces.decks.deck import Deck
from game.training.faces import photo_names
from game.training.gan.photos import deck_photos, folder_photos


def save(folder: Path, number: int, size: tuple[int, int] = (40, 30)) -> None:
    Image.new("RGB", size, (number, 0, 200)).save(folder / f"{number:03d}.png")


def test_the_deck_gives_the_photos_that_judges_are_fitted_on(deck: Deck) -> None:
    photos = deck_photos(Settings.from_environment(), 16)
    names = photo_names(deck)["fit"]
    assert set(names) < set(deck.train)
    assert photos.shape == (len(names), 16, 16, 3)
    mean = deck.photo(names[3]).mean(axis=(0, 1))
    assert np.abs(photos[3].mean(axis=(0, 1)) - mean).max() < 1  # scaled down by area


def test_mixed_sizes_become_their_middle_squares(tmp_path: Path) -> None:
    for number in range(50):
        save(tmp_path, number, (20 + number, 30))
    wide = np.zeros((20, 40, 3), np.uint8)
    wide[:, 10:30] = 255  # white in the middle square
    Image.fromarray(wide).save(tmp_path / "050.png")
    photos = folder_photos(tmp_path, 16)
    assert photos.shape == (51, 16, 16, 3)
    assert photos[7, 0, 0].tolist() == [7, 0, 200]
    assert (photos[50] == 255).all()


def test_a_broken_file_is_left_out_by_name(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(50):
        save(tmp_path, number)
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    (tmp_path / "notes.txt").write_text("no picture either")
    with caplog.at_level(logging.WARNING):
        assert len(folder_photos(tmp_path, 16)) == 50
    assert "broken.jpg is left out" in caplog.text


def test_too_few_photos_are_refused(tmp_path: Path) -> None:
    for number in range(49):
        save(tmp_path, number)
    with pytest.raises(Refused, match=r"has 49 pictures .* needs 50"):
        folder_photos(tmp_path, 16)


def test_too_small_a_photo_is_refused_by_name(tmp_path: Path) -> None:
    save(tmp_path, 1, (40, 15))
    with pytest.raises(Refused, match=r"001.png has 40x15 pixels, fewer than the 16"):
        folder_photos(tmp_path, 16)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no folder"):
        folder_photos(tmp_path / "none", 16)
