"""How a face is turned and how it holds its mouth, from the five points of a face detector."""

import math
from collections.abc import Sequence

import numpy as np

from game.faces.luminance import luminance

POSE = ("yaw", "pitch", "roll", "mouth width", "mouth contrast")
LEAST_LENGTH = 1e-3  # pixels: points that lie on each other are no reason to divide by nothing


def pose_features(picture: np.ndarray, landmarks: Sequence[tuple[float, float]]) -> np.ndarray:
    """A picture, uint8 (height, width, 3), and its face's points in the order of `Found` to (5,).

    The `POSE`. Yaw and pitch are where the nose lies between the eyes and the mouth, sideways and
    down, in parts of the way from the eyes to the mouth: a nose stands out, so it moves when the
    head turns (Gee & Cipolla 1994, "Determining the gaze of faces in images"). Roll is the slope of
    the line through the eyes, in radians. The mouth's width is in parts of the eyes' distance; its
    contrast is the standard deviation of the brightness (0 to 1) from corner to corner: teeth are
    bright and an open mouth is dark.
    """
    eye0, eye1, nose, mouth0, mouth1 = (complex(*point) for point in landmarks)
    eyes, mouth = (eye0 + eye1) / 2, (mouth0 + mouth1) / 2
    down = mouth - eyes
    length = max(abs(down), LEAST_LENGTH)
    # Turned so that the way from eyes to mouth is real: forwards along it, sideways across it.
    along = (nose - eyes) * down.conjugate() / length**2
    across = eye1 - eye0
    return np.array(
        [
            along.imag,
            along.real,
            math.atan2(across.imag, across.real),
            abs(mouth1 - mouth0) / max(abs(across), LEAST_LENGTH),
            _mouth_contrast(picture, mouth, abs(mouth1 - mouth0)),
        ]
    )


def _mouth_contrast(picture: np.ndarray, middle: complex, width: float) -> float:
    """Of the part of the picture that is as wide as the mouth and half as high."""
    height, wide = picture.shape[:2]
    left, right = (round(middle.real + side * width / 2) for side in (-1, 1))
    top, bottom = (round(middle.imag + side * width / 4) for side in (-1, 1))
    part = picture[max(top, 0) : min(bottom, height) + 1, max(left, 0) : min(right, wide) + 1]
    return float(luminance(part / 255).std()) if part.size else 0.0
