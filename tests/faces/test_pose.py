"""Pose on points whose answer is known, and on faces that turn, tilt and smile."""

import numpy as np
import pytest
from PIL import Image

from game.faces.decks.deck import Deck
from game.faces.detector.mtcnn import Detector
from game.faces.pose import POSE, pose_features

PLAIN = np.full((160, 160, 3), 128, np.uint8)
FRONTAL = np.array([(60, 70), (100, 70), (80, 90), (60, 110), (100, 110)], float)
YAW, PITCH, ROLL, WIDTH, CONTRAST = range(len(POSE))


def test_a_nose_to_the_side_is_yaw_and_a_nose_further_down_is_pitch() -> None:
    moved = FRONTAL.copy()
    moved[2] += (4, 8)
    found, straight = pose_features(PLAIN, moved), pose_features(PLAIN, FRONTAL)
    assert abs(found[YAW] - straight[YAW]) == pytest.approx(0.1)
    assert found[PITCH] - straight[PITCH] == pytest.approx(0.2)


def test_a_turned_picture_changes_roll_alone() -> None:
    angle = 0.3
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    found = pose_features(PLAIN, (FRONTAL - 80) @ turn + 80)
    assert found == pytest.approx([0, 0.5, angle, 1, 0], abs=1e-6)


def test_a_mirrored_face_looks_the_other_way(deck: Deck, detector: Detector) -> None:
    box = deck.frame.face_box
    found = [deck.photo(name) for name in deck.train[:40]]
    yaws = np.array([[pose(face, detector, box)[YAW] for face in (p, p[:, ::-1])] for p in found])
    assert np.corrcoef(yaws.T)[0, 1] < -0.95


def test_a_tilted_photo_has_as_much_roll(deck: Deck, detector: Detector) -> None:
    box = deck.frame.face_box
    rolls = []
    for name in deck.train[:20]:
        upright = Image.fromarray(deck.photo(name))
        tilted = upright.rotate(-10, Image.Resampling.BICUBIC)
        both = (pose(np.asarray(face), detector, box)[ROLL] for face in (tilted, upright))
        rolls.append(next(both) - next(both))
    assert np.median(rolls) == pytest.approx(np.radians(10), abs=0.03)


def test_teeth_are_contrast_and_points_on_each_other_are_no_error() -> None:
    teeth = PLAIN.copy()
    teeth[105:110, 65:95] = 255
    assert pose_features(teeth, FRONTAL)[CONTRAST] > 0.1
    assert np.isfinite(pose_features(PLAIN, np.full((5, 2), 300.0))).all()


def pose(
    picture: np.ndarray, detector: Detector, box: tuple[float, float, float, float]
) -> np.ndarray:
    picture = np.ascontiguousarray(picture)
    return pose_features(picture, detector.landmarks(picture, box))
