"""A face in any picture, brought to the place, size and compression of the deck's photos."""

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image

from game.faces.frame import Frame

Eyes = tuple[tuple[float, float], tuple[float, float]]  # (x, y) each, the left one in the picture

# In a generated face, as parts of its side: how far the eyes lie from the middle, and how far down.
EYE_PLACES, EYE_LINE = (-0.1191, 0.1191), 0.4688


def eye_distance(eyes: Eyes) -> float:
    """In pixels."""
    return math.dist(*eyes)


def eyes_as_generated(landmarks: Sequence[tuple[float, float]]) -> Eyes:
    """Where the eyes of a face would lie, were it placed as the generator's faces are.

    `landmarks` are in the order of `Found`. The generator learned from faces that were placed by
    eyes and mouth together (Karras et al. 2018, "Progressive Growing of GANs", appendix C): a
    turned head, whose eyes are close together, is not enlarged. Placed by its eyes alone, a photo
    would have a size of its own.
    """
    eye0, eye1, _, mouth0, mouth1 = (complex(*point) for point in landmarks)
    across, down = eye1 - eye0, (mouth0 + mouth1) / 2 - (eye0 + eye1) / 2
    upright = across - 1j * down
    upright /= abs(upright)
    middle = (eye0 + eye1) / 2 + 0.1 * down
    # As our detector measures generated faces (means over 40): 1.5 % more than their side, and the
    # middle a little above theirs.
    side = max(4 * abs(across), 3.6 * abs(down)) / 1.015
    first, last = (middle + side * upright * (x + 1j * (EYE_LINE - 0.4945)) for x in EYE_PLACES)
    return (first.real, first.imag), (last.real, last.imag)


def as_generated(
    picture: np.ndarray, landmarks: Sequence[tuple[float, float]], side: int
) -> np.ndarray:
    """The face with these landmarks placed as the generator's faces are: uint8 (side, side, 3)."""
    first, last = ((side * (0.5 + x), side * EYE_LINE) for x in EYE_PLACES)
    whole = Frame((side, side), (0, 0, side, side), (0, 0, 1, 1), (first, last), ())
    return on_canvas(picture, eyes_as_generated(landmarks), whole)


def align(picture: np.ndarray, eyes: Eyes, frame: Frame) -> np.ndarray:
    """The face with these eyes, framed: uint8 (h, w, 3) to uint8 (height, width, 3).

    It goes through the deck's JPEG pass, as in `Frame.fake`.
    """
    return frame.compress(on_canvas(picture, eyes, frame))


def on_canvas(picture: np.ndarray, eyes: Eyes, frame: Frame) -> np.ndarray:
    """The face with these eyes on the deck's canvas, uint8 (height, width, 3), not compressed yet.

    The similarity (turn, scale, shift) that takes the deck's eyes to the picture's says where each
    pixel of the deck's canvas comes from. What lies beyond the picture is mirrored, as in
    `Frame.fake`.
    """
    turn, shift = _similarity(frame.eyes, eyes)  # a point z of the canvas is from turn * z + shift
    width, height = frame.canvas
    corners = turn * np.array([0, width, height * 1j, width + height * 1j]) + shift
    first_x, last_x = math.floor(corners.real.min()) - 2, math.ceil(corners.real.max()) + 2
    first_y, last_y = math.floor(corners.imag.min()) - 2, math.ceil(corners.imag.max()) + 2
    rows = _mirrored(np.arange(first_y, last_y), picture.shape[0])
    columns = _mirrored(np.arange(first_x, last_x), picture.shape[1])
    shift -= complex(first_x, first_y)
    # Turned at about the picture's own resolution, then reduced with a filter as wide as the
    # reduction, so that nothing aliases.
    finer = math.ceil(abs(turn))
    step = turn / finer
    turned = Image.fromarray(picture[rows][:, columns]).transform(
        (width * finer, height * finer),
        Image.Transform.AFFINE,
        (step.real, -step.imag, shift.real, step.imag, step.real, shift.imag),
        Image.Resampling.BICUBIC,
    )
    return np.asarray(turned.resize(frame.canvas, Image.Resampling.BICUBIC))


def part_inside(picture: np.ndarray, eyes: Eyes, frame: Frame) -> float:
    """How much of the framed picture lies in `picture` rather than beyond its edges, 0 to 1."""
    turn, shift = _similarity(frame.eyes, eyes)
    left, top, right, bottom = frame.window
    ys, xs = np.mgrid[top:bottom, left:right] + 0.5
    places = turn * (xs + 1j * ys) + shift
    height, width = picture.shape[:2]
    inside = (places.real > 0) & (places.real < width) & (places.imag > 0) & (places.imag < height)
    return float(inside.mean())


def _similarity(source: Eyes, target: Eyes) -> tuple[complex, complex]:
    """The complex a and b with a z + b the target's eye for each of the source's."""
    (s0, s1), (t0, t1) = ([complex(*eye) for eye in eyes] for eyes in (source, target))
    turn = (t1 - t0) / (s1 - s0)
    return turn, t0 - turn * s0


def _mirrored(places: np.ndarray, length: int) -> np.ndarray:
    """Indices on a line of `length`, those beyond its ends mirrored there as often as needed."""
    folded = places % (2 * length)
    return np.minimum(folded, 2 * length - 1 - folded)
