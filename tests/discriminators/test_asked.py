"""Asking about a picture: its faces framed as the game's are, or one clear sentence."""

import io
import time

import numpy as np
import pytest
from PIL import Image

from game.common.errors import Refused
from game.common.settings import Settings
from game.discriminators.asked import MOST_FACES, faces_in, placed_face, placed_or_whole
from game.faces.align import EYE_LINE
from game.faces.decks.deck import Deck
from game.faces.detector.mtcnn import Detector, load_detector


@pytest.fixture(scope="module")
def detector() -> Detector:
    return load_detector(Settings.from_environment())


def photo(deck: Deck, index: int) -> Image.Image:
    return Image.open(deck.folder / deck.train[index]).convert("RGB")


def beside(images: list[Image.Image]) -> Image.Image:
    return Image.fromarray(np.hstack([np.asarray(image) for image in images]))


def as_file(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def test_a_framed_face_has_its_eyes_where_the_game_has_them(deck: Deck, detector: Detector) -> None:
    place = np.array(deck.frame.eyes) - deck.frame.window[:2]
    apart = []
    for index in range(8):
        asked = faces_in((deck.folder / deck.train[index]).read_bytes(), detector, deck.frame)
        (face,) = asked.faces
        assert asked.notes == ()
        assert face.framed.shape == (160, 160, 3)
        (again,) = detector.detect(face.framed)
        apart.append(np.abs(np.array(again.eyes) - place).max())
    assert np.median(apart) < 2.5


def test_faces_come_from_left_to_right_with_their_boxes(deck: Deck, detector: Detector) -> None:
    faces = faces_in(
        as_file(beside([photo(deck, i) for i in range(3)])), detector, deck.frame
    ).faces
    assert [round((face.box[0] - 40) / 178) for face in faces] == [0, 1, 2]


def test_a_box_is_in_pixels_of_the_picture_as_it_was_sent(deck: Deck, detector: Detector) -> None:
    large = photo(deck, 0).resize((178 * 20, 218 * 20))
    (face,) = faces_in(as_file(large, quality=60), detector, deck.frame).faces
    (small,) = faces_in(as_file(photo(deck, 0), "PNG"), detector, deck.frame).faces
    assert abs(face.scale / small.scale - 20) < 0.5
    assert abs(small.scale - 1) < 0.1
    assert (face.quality, small.quality) == (60, None)
    assert np.abs(np.array(face.box) / 20 - small.box).max() < 6


def test_no_more_than_the_most_faces_are_looked_at(deck: Deck, detector: Detector) -> None:
    asked = faces_in(as_file(beside([photo(deck, i) for i in range(11)])), detector, deck.frame)
    assert len(asked.faces) == MOST_FACES
    assert any(note.startswith(f"Only the {MOST_FACES} largest of 1") for note in asked.notes)


def test_a_picture_without_a_face_is_refused(detector: Detector, deck: Deck) -> None:
    for image in (Image.new("RGB", (1, 1)), Image.effect_noise((400, 300), 90)):
        with pytest.raises(Refused, match="No face was found"):
            faces_in(as_file(image, "PNG"), detector, deck.frame)


def test_a_small_face_is_refused_alone_and_left_out_beside_a_large_one(
    deck: Deck, detector: Detector
) -> None:
    small = photo(deck, 0).resize((59, 72))
    alone = Image.new("RGB", (178, 218), "grey")
    alone.paste(small, (50, 50))
    with pytest.raises(Refused, match="too small to judge"):
        faces_in(as_file(alone, "PNG"), detector, deck.frame)
    asked = faces_in(as_file(beside([photo(deck, 1), alone]), "PNG"), detector, deck.frame)
    assert len(asked.faces) == 1
    assert asked.notes == ("Faces too small to judge, left out: 1.",)


def test_an_enlarged_or_cut_face_says_so(deck: Deck, detector: Detector) -> None:
    (face,) = faces_in(as_file(photo(deck, 0).resize((125, 153))), detector, deck.frame).faces
    assert "enlarged" in face.note
    cut = photo(deck, 0).resize((356, 436)).crop((70, 60, 300, 400))
    (face,) = faces_in(as_file(cut), detector, deck.frame).faces
    assert "mirrored" in face.note


def test_24_megapixels_are_asked_about_in_bounded_time(deck: Deck, detector: Detector) -> None:
    camera = Image.fromarray(
        np.random.default_rng(0).integers(0, 256, (1000, 1500, 3), np.uint8)
    ).resize((6000, 4000))
    camera.paste(photo(deck, 0).resize((1780, 2180)), (2000, 1000))
    data = as_file(camera, quality=90)
    began = time.process_time()  # others at work on the machine do not count
    asked = faces_in(data, detector, deck.frame)
    assert time.process_time() - began < 20
    assert len(asked.faces) == 1


def test_of_several_faces_the_largest_is_placed_as_the_generators_are(
    deck: Deck, detector: Detector
) -> None:
    large = photo(deck, 1).resize((356, 436))
    small = Image.new("RGB", (178, 436))
    small.paste(photo(deck, 0))
    placed, notes = placed_face(as_file(beside([small, large])), detector, 256)
    alone, no_notes = placed_face(as_file(large), detector, 256)
    assert placed.shape == (256, 256, 3)
    other, _ = placed_face(as_file(photo(deck, 0)), detector, 256)
    middle = np.s_[64:192, 64:192]  # beyond the photo they are not the same
    apart = [np.abs(placed[middle].astype(int) - one[middle]).mean() for one in (alone, other)]
    assert apart[0] < 15 < apart[1]
    assert notes == ["Of 2 faces the largest is taken."]
    assert no_notes == []
    (found,) = detector.detect(placed)
    between = np.mean(found.eyes, axis=0) / 256
    np.testing.assert_allclose(between, (0.5, EYE_LINE), atol=0.05)


def test_a_picture_without_a_face_is_taken_as_it_is_where_that_is_wanted(
    deck: Deck, detector: Detector
) -> None:
    noise = Image.effect_noise((400, 300), 90).convert("RGB")
    with pytest.raises(Refused, match="No face was found"):
        placed_face(as_file(noise, "PNG"), detector, 256)
    whole, notes = placed_or_whole(as_file(noise, "PNG"), detector, 300)
    np.testing.assert_array_equal(whole, np.asarray(noise)[:, 50:350])
    assert "square in the picture's middle" in notes[0]
    tiny = Image.effect_noise((16, 16), 90).convert("RGB")
    squares, _ = placed_or_whole(as_file(tiny, "PNG"), detector, 64)
    np.testing.assert_array_equal(squares[::4, ::4], np.asarray(tiny))
    face = as_file(photo(deck, 0))
    np.testing.assert_array_equal(
        placed_or_whole(face, detector, 64)[0], placed_face(face, detector, 64)[0]
    )
    with pytest.raises(Refused, match="not a picture"):
        placed_or_whole(b"no picture", detector, 64)
