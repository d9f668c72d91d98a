"""The face detector: faces where they are, none where none is, and only its own weights."""

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from game.common.errors import Unavailable
from game.common.settings import Settings
from game.faces.decks.deck import Deck
from game.faces.detector.mtcnn import Detector, load_detector, shifted, squares, suppress
from game.faces.detector.mtcnn_import import convert


def whole_photos(deck: Deck, count: int) -> list[np.ndarray]:
    return [np.asarray(Image.open(deck.folder / name)) for name in deck.train[:count]]


def test_the_eyes_are_found_where_the_deck_has_them(deck: Deck, detector: Detector) -> None:
    found = [detector.detect(photo) for photo in whole_photos(deck, 30)]
    assert [len(faces) for faces in found].count(1) >= 28
    eyes = np.array([faces[0].eyes for faces in found if faces])
    apart = np.hypot(*np.moveaxis(eyes - np.array(deck.frame.eyes), -1, 0))  # (faces, 2)
    assert np.median(apart) < 2.5
    assert np.percentile(apart, 90) < 6


def test_landmarks_are_in_their_order_and_in_the_box(deck: Deck, detector: Detector) -> None:
    for photo in whole_photos(deck, 5):
        (face,) = detector.detect(photo)
        (x0, y0), (x1, y1), (_, nose_y), (mouth_x0, mouth_y0), (mouth_x1, _) = face.landmarks
        assert x0 < x1
        assert mouth_x0 < mouth_x1
        assert max(y0, y1) < nose_y < mouth_y0
        left, top, right, bottom = face.box
        assert all(left < x < right and top < y < bottom for x, y in face.landmarks)


def test_landmarks_in_a_framed_face_are_those_of_the_whole_search(
    deck: Deck, detector: Detector
) -> None:
    photos = [deck.photo(name) for name in deck.train[:30]]
    apart = [
        np.abs(np.subtract(found[0].landmarks, detector.landmarks(photo, deck.frame.face_box)))
        for photo in photos
        if (found := detector.detect(photo))
    ]
    assert len(apart) > 25
    assert np.mean(apart) < 1  # pixels of 160


def test_a_face_is_found_at_any_size(deck: Deck, detector: Detector) -> None:
    image = Image.open(deck.folder / deck.train[0])
    for factor in (0.4, 2, 4.5):
        size = (round(178 * factor), round(218 * factor))
        (face,) = detector.detect(np.asarray(image.resize(size)))
        apart = np.array(face.eyes) / factor - np.array(deck.frame.eyes)
        assert np.abs(apart).max() < 5


def test_two_people_are_two_faces(deck: Deck, detector: Detector) -> None:
    photos = whole_photos(deck, 2)
    found = detector.detect(np.hstack(photos))
    assert sorted(round(face.eyes[0][0] / 178 - 69 / 178) for face in found) == [0, 1]


@pytest.mark.parametrize("shape", [(1, 1), (15, 600), (300, 400)])
def test_nobody_is_found_where_nobody_is(detector: Detector, shape: tuple[int, int]) -> None:
    random = np.random.default_rng(0)
    noise = random.integers(0, 256, (*shape, 3), np.uint8)
    clouds = Image.fromarray(random.integers(0, 256, (6, 6, 3), np.uint8)).resize(shape[::-1])
    for picture in (noise, np.asarray(clouds), np.full_like(noise, 128), np.zeros_like(noise)):
        assert detector.detect(picture) == []


def test_a_crowd_takes_bounded_time(deck: Deck, detector: Detector) -> None:
    small = [np.asarray(Image.fromarray(p).resize((44, 54))) for p in whole_photos(deck, 20)]
    crowd = np.tile(np.vstack([np.hstack(small), np.hstack(small[::-1])]), (9, 1, 1))
    began = time.process_time()  # others at work on the machine do not count
    assert len(detector.detect(crowd)) > 100
    assert time.process_time() - began < 10


def test_set_up_converts_the_pinned_wheel_to_the_pinned_weights(tmp_path: Path) -> None:
    settings = Settings.from_environment()
    convert(settings.downloads / "mtcnn-1.0.0-py3-none-any.whl", tmp_path / "mtcnn.safetensors")
    converted = (tmp_path / "mtcnn.safetensors").read_bytes()
    assert converted == (settings.detector / "mtcnn.safetensors").read_bytes()


def test_missing_and_changed_weights_are_refused(tmp_path: Path) -> None:
    settings = replace(Settings.from_environment(), home=tmp_path)
    with pytest.raises(Unavailable, match=r"missing; run `python -m game setup`"):
        load_detector(settings)
    settings.detector.mkdir()
    (settings.detector / "mtcnn.safetensors").write_bytes(b"other weights")
    with pytest.raises(Unavailable, match="not the pinned file"):
        load_detector(settings)


def test_a_box_goes_if_it_shares_too_much_with_a_better_one() -> None:
    boxes = np.array([[0, 0, 10, 10], [5, 0, 15, 10], [20, 0, 30, 10]], float)
    scores = np.array([0.7, 0.9, 0.8])
    assert suppress(boxes, scores, 0.34).tolist() == [1, 2, 0]  # 50 of 150 are shared: a third
    assert suppress(boxes, scores, 0.33).tolist() == [1, 2]


def test_a_box_inside_another_goes_by_the_smaller_of_the_two() -> None:
    boxes = np.array([[0, 0, 10, 10], [4, 4, 6, 6]], float)
    scores = np.array([0.9, 0.8])
    assert suppress(boxes, scores, 0.7).tolist() == [0, 1]
    assert suppress(boxes, scores, 0.7, of_the_smaller=True).tolist() == [0]


def test_edges_move_in_parts_of_the_sides() -> None:
    boxes = np.array([[10, 10, 30, 50]], float)
    assert shifted(boxes, np.array([[0.5, 0.25, 0, -0.5]])).tolist() == [[20, 20, 30, 30]]


def test_squares_keep_the_middle_and_leave_out_what_is_no_face() -> None:
    boxes = np.array([[10, 10, 30, 50], [-90, 0, -10, 80], [0, 0, 2, 2], [-500, -500, 600, 600]])
    assert squares(boxes.astype(float), (100, 100), 12).tolist() == [[0, 10, 40, 50]]
