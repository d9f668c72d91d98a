"""Alignment: a face comes back to the deck's place from anywhere."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from game.common.settings import Settings
from game.faces.align import EYE_LINE, EYE_PLACES, align, as_generated, part_inside
from game.faces.decks.deck import Deck
from game.faces.detector.mtcnn import load_detector


def moved(photo: Image.Image, scale: float, degrees: float) -> tuple[np.ndarray, np.ndarray]:
    """The photo scaled, turned round its corner and put into a grey picture; the matrix (2, 3) that
    takes a point of the photo there.
    """
    turn = scale * np.exp(1j * np.radians(degrees))
    shift = complex(300, 200) * scale
    back = 1 / turn
    there = -shift * back
    side = round(700 * scale)
    picture = photo.transform(
        (side, side),
        Image.Transform.AFFINE,
        (back.real, -back.imag, there.real, back.imag, back.real, there.imag),
        Image.Resampling.BICUBIC,
        fillcolor="grey",
    )
    matrix = np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]])
    return np.asarray(picture), matrix


@pytest.mark.parametrize(("scale", "degrees"), [(1, 0), (3, 10), (3, -45), (1.5, 170), (4.7, 5)])
def test_a_photo_comes_back_from_anywhere(deck: Deck, scale: float, degrees: float) -> None:
    """Within what a JPEG pass and two resamplings cost: 3 of 255; a quarter of a pixel costs 4."""
    differences = []
    for name in deck.train[:6]:
        picture, matrix = moved(Image.open(deck.folder / name), scale, degrees)
        left, right = (tuple(matrix @ [*eye, 1]) for eye in deck.frame.eyes)
        back = align(picture, (left, right), deck.frame)
        assert back.shape == (160, 160, 3)
        differences.append(np.abs(back.astype(int) - deck.photo(name)).mean())
    assert np.mean(differences) < 3


def test_the_eyes_come_to_lie_where_the_decks_do(deck: Deck) -> None:
    for eyes in [((300, 250), (420, 310)), ((80, 90), (101, 85))]:
        for eye, place in zip(eyes, deck.frame.eyes, strict=True):
            picture = Image.new("RGB", (600, 500))
            radius = 0.05 * np.hypot(*np.subtract(*eyes))
            ImageDraw.Draw(picture).circle(eye, radius, fill="white")
            light = align(np.asarray(picture), eyes, deck.frame).mean(axis=2)
            light = np.where(light > 50, light, 0)
            ys, xs = np.mgrid[:160, :160]
            middle = np.array([(xs * light).sum(), (ys * light).sum()]) / light.sum() + 0.5
            assert np.abs(middle + deck.frame.window[:2] - place).max() < 1


def test_a_generated_face_comes_back_to_where_it_was_made(
    faces: list[np.ndarray], portraits: list[Image.Image]
) -> None:
    detector = load_detector(Settings.from_environment())
    for face, portrait in zip(faces, portraits, strict=True):
        (found,) = detector.detect(np.asarray(portrait))
        back = as_generated(np.asarray(portrait), found.landmarks, 256)
        assert back.shape == face.shape
        places = [detector.detect(one)[0].eyes for one in (back, face)]
        assert np.abs(np.subtract(*places)).max() < 8
    middles = [np.mean(detector.detect(face)[0].eyes, axis=0) / 256 for face in faces]
    np.testing.assert_allclose(np.mean(middles, axis=0), (0.5, EYE_LINE), atol=0.02)
    assert sum(EYE_PLACES) == 0


def test_nothing_aliases_when_a_large_face_is_reduced(deck: Deck) -> None:
    """Stripes finer than the canvas can show become their mean."""
    stripes = np.zeros((1200, 1200, 3), np.uint8)
    stripes[:, ::2] = 255
    framed = align(stripes, ((450, 500), (650, 510)), deck.frame)
    assert abs(framed.mean() - 127.5) < 2
    assert framed.std() < 3


def test_what_lies_beyond_the_edge_is_mirrored(deck: Deck) -> None:
    picture, matrix = moved(Image.open(deck.folder / deck.train[0]), 1, 0)
    eyes = tuple(tuple(matrix @ [*eye, 1]) for eye in deck.frame.eyes)
    assert part_inside(picture, eyes, deck.frame) == 1
    cut = picture[:, 369:]  # through the left eye
    eyes = tuple((x - 369, y) for x, y in eyes)
    assert part_inside(cut, eyes, deck.frame) == pytest.approx(100 / 160)
    framed = align(cut, eyes, deck.frame).astype(int)
    assert np.abs(framed[:, 58:60] - framed[:, 60:62][:, ::-1]).mean() < 5
    assert framed[:, :20].std() > 10  # not drawn-out edge pixels, not black


def test_the_eyes_are_the_frames_own(deck: Deck) -> None:
    lower = replace(deck.frame, eyes=((69, 121), (108, 121)))
    picture = np.asarray(Image.open(deck.folder / deck.train[1]))
    higher, as_usual = (align(picture, deck.frame.eyes, frame) for frame in (lower, deck.frame))
    assert np.abs(higher[20:150].astype(int) - as_usual[10:140]).mean() < 3
