"""What a picture is like as a whole, and pairing fakes with photos that are alike in it.

The deck's photos and the generator's faces differ in colour, contrast and sharpness, in how heads
are turned and in how many people smile. A player who noticed could win without looking at a face,
so every fake is shown beside a photo that is near it.
"""

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import laplace
from scipy.optimize import linear_sum_assignment

from game.faces.luminance import luminance
from game.faces.pose import POSE, pose_features

SEARCHES = 6  # a few more gain nothing
COLOURS = ("red", "green", "blue")
FEATURES = (*COLOURS, "contrast", "saturation", "spread of saturation", *POSE, "sharpness")


def content_features(picture: np.ndarray, landmarks: Sequence[tuple[float, float]]) -> np.ndarray:
    """A picture, uint8 (height, width, 3), and its face's points to (12,): the `FEATURES`.

    Mean red, green and blue (0 to 1), the standard deviation of the brightness, mean and standard
    deviation of the saturation (HSV's), the pose, and the logarithm of the mean size of the
    brightness' Laplacian.
    """
    colours = picture.astype(np.float32) / 255
    grey = luminance(colours)
    strongest = colours.max(axis=2)
    saturation = (strongest - colours.min(axis=2)) / np.maximum(strongest, 1 / 255)
    sharpness = np.log(np.abs(laplace(grey)).mean() + 1e-4)
    whole = [*colours.mean(axis=(0, 1)), grey.std(), saturation.mean(), saturation.std()]
    return np.array([*whole, *pose_features(picture, landmarks), sharpness])


def match(fakes: np.ndarray, photos: np.ndarray) -> np.ndarray:
    """For fakes (n, k) the indices (n,) of n different ones of the photos (m, k), m >= n.

    The assignment with the least sum of squared distances, every feature divided by its standard
    deviation over the photos (Kuhn's Hungarian method, as scipy solves it).

    The photos that are nearest to unusual fakes still lie on the side of the usual photo: by that
    alone three of four fakes had less contrast than the photo beside them. So the search is made
    again for features moved against the mean difference that is left, and of all assignments found
    the one is taken in which the fakes differ least from their photos on average.
    """
    spread = photos.std(axis=0) + 1e-9
    sought, wanted = fakes / spread, photos / spread
    moved, found = np.zeros(fakes.shape[1]), []
    for _ in range(SEARCHES):
        distance = ((sought + moved)[:, None] - wanted[None]) ** 2  # (n, m, k)
        _, chosen = linear_sum_assignment(distance.sum(axis=2))
        left = (wanted[chosen] - sought).mean(axis=0)
        found.append((np.abs(left).sum(), chosen))
        moved -= left
    return min(found, key=lambda one: one[0])[1]
