"""Pictures as a detector that shall travel is shown them: cut out and disturbed at random."""

import numpy as np

from game.faces.disturbances import DISTURBANCES

CROP = 96  # pixels: many times what a unit of the detector sees, at a third of the picture's cost
SHARE = 0.5  # of the pictures that are disturbed at all; each of these by one or two disturbances
STRENGTHS = {"jpeg": (40, 95), "blur": (0.2, 1.5), "resize": (0.4, 1.0), "noise": (0.5, 8.0)}


def disturbed_crop(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """From a framed picture, uint8 (side, side, 3), to a square of it, uint8 (96, 96, 3)."""
    # Even steps: the detector pools pairs of pixels, and a generator's grid lies still to them.
    top, left = 2 * rng.integers(0, (picture.shape[0] - CROP) // 2 + 1, 2)
    crop = picture[top : top + CROP, left : left + CROP]
    return disturbed(crop, rng) if rng.random() < SHARE else crop


def disturbed(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A picture, uint8 (h, w, 3), after one or two disturbances of some strength."""
    for name in rng.permutation(list(DISTURBANCES))[: rng.integers(1, 3)]:
        picture = DISTURBANCES[name](picture, rng.uniform(*STRENGTHS[name]))
    return picture
