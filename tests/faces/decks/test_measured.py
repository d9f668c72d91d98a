"""What a deck's photos are like: measured once, and anew where anything of it has changed."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from game.faces.decks import measured
from game.faces.decks.deck import Deck
from game.faces.decks.measured import content_of_photos
from game.faces.detector.mtcnn import Detector


@pytest.fixture
def three(deck: Deck) -> Deck:
    return replace(deck, play=deck.play[:3])


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[np.ndarray]:
    """The pictures that were measured."""
    pictures: list[np.ndarray] = []

    def content_of(picture: np.ndarray, *_: object) -> np.ndarray:
        pictures.append(picture)
        return np.array([picture.mean(), len(pictures)])

    monkeypatch.setattr(measured, "content_of", content_of)
    return pictures


def test_the_next_server_finds_it_in_a_file(
    tmp_path: Path, three: Deck, detector: Detector, looks: list[np.ndarray]
) -> None:
    content = content_of_photos(three, detector, tmp_path)
    assert len(looks) == len(content) == 3
    assert np.array_equal(content_of_photos(three, detector, tmp_path), content)
    assert len(looks) == 3
    content_of_photos(three, detector, None)
    assert len(looks) == 6


def test_other_photos_another_frame_and_a_broken_file_are_measured(
    tmp_path: Path, three: Deck, detector: Detector, looks: list[np.ndarray], deck: Deck
) -> None:
    content_of_photos(three, detector, tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"half")
    left, top, right, bottom = three.frame.window
    moved = replace(three.frame, window=(left - 1, top, right - 1, bottom))
    others = three, replace(three, play=deck.play[1:4]), replace(three, frame=moved)
    for n, other in enumerate(others, start=2):
        content_of_photos(other, detector, tmp_path)
        assert len(looks) == 3 * n
    assert len(list(tmp_path.iterdir())) == 3
