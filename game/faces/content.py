"""What a picture is like as a whole, and pairing fakes with photos that are alike in it.

The deck's photos and the generator's faces differ in colour, contrast and sharpness, in how heads
are turned, in how many people smile and in what is behind them. A player who noticed could win
without looking at a face, so every fake is shown beside a photo that is near it.
"""

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import laplace
from scipy.optimize import linear_sum_assignment

from game.faces.luminance import luminance
from game.faces.pose import POSE, pose_features
from game.faces.tone import upper_corners

SEARCHES = 6  # a few more gain nothing
COLOURS = ("red", "green", "blue")
BACKGROUND = ("background red", "background green", "background blue", "unevenness", "unlikeness")
TONES = (*COLOURS, "contrast", "saturation", "spread of saturation")
FEATURES = (*TONES, *POSE, *BACKGROUND, "sharpness")


def content_features(picture: np.ndarray, landmarks: Sequence[tuple[float, float]]) -> np.ndarray:
    """A picture, uint8 (height, width, 3), and its face's points to (17,): the `FEATURES`.

    Mean red, green and blue (0 to 1), the standard deviation of the brightness, mean and standard
    deviation of the saturation (HSV's), the pose, the background, and the logarithm of the mean
    size of the brightness' Laplacian.
    """
    colours = picture.astype(np.float32) / 255
    grey = luminance(colours)
    strongest = colours.max(axis=2)
    saturation = (strongest - colours.min(axis=2)) / np.maximum(strongest, 1 / 255)
    sharpness = np.log(np.abs(laplace(grey)).mean() + 1e-4)
    whole = [*colours.mean(axis=(0, 1)), grey.std(), saturation.mean(), saturation.std()]
    pose, behind = pose_features(picture, landmarks), _background(colours)
    return np.array([*whole, *pose, *behind, sharpness])


def _background(colours: np.ndarray) -> list[float]:
    """Both upper corners: mean red, green and blue, spread of brightness, unlikeness, (5,).

    All from 0 to 1. A plain wall is even in each corner and alike in both.
    """
    corners = upper_corners(colours)
    grey = [luminance(corner) for corner in corners]
    unevenness = (grey[0].std() + grey[1].std()) / 2
    return [*np.mean(corners, axis=(0, 1, 2)), unevenness, abs(grey[0].mean() - grey[1].mean())]


def match(fakes: np.ndarray, photos: np.ndarray, people: Sequence[str]) -> np.ndarray:
    """For fakes (n, k) the indices (n,) of n of the photos (m, k), each of another of the people.

    `people` says whom each photo shows; there are at least n of them.
    The assignment with the least sum of squared distances, every feature divided by its standard
    deviation over the photos (Kuhn's Hungarian method, as scipy solves it).

    The photos that are nearest to unusual fakes still lie on the side of the usual photo: by that
    alone three of four fakes had less contrast than the photo beside them. So the search is made
    again for features moved against the mean difference that is left, and of all assignments found
    the one is taken in which the fakes differ least from their photos on average.
    """
    spread = photos.std(axis=0) + 1e-9
    sought, wanted = fakes / spread, photos / spread
    _, person = np.unique(people, return_inverse=True)
    by_person = np.argsort(person, kind="stable")
    first = np.searchsorted(person[by_person], np.arange(person.max() + 1))
    moved, found = np.zeros(fakes.shape[1]), []
    for _ in range(SEARCHES):
        distance = (((sought + moved)[:, None] - wanted[None]) ** 2).sum(axis=2)  # (n, m)
        to_people = np.minimum.reduceat(distance[:, by_person], first, axis=1)
        _, assigned = linear_sum_assignment(to_people)
        chosen = np.where(person == assigned[:, None], distance, np.inf).argmin(axis=1)
        left = (wanted[chosen] - sought).mean(axis=0)
        found.append((np.abs(left).sum(), chosen))
        moved -= left
    return min(found, key=lambda one: one[0])[1]
