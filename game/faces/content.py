"""What a picture is like as a whole, and pairing fakes with photos that are alike in it.

The deck's photos and the generator's faces differ in colour, contrast and sharpness. A player who
noticed could win without looking at a face, so every fake is shown beside a photo that is near it.
"""

import numpy as np
from scipy.ndimage import laplace
from scipy.optimize import linear_sum_assignment

FEATURES = ("red", "green", "blue", "contrast", "sharpness")


def content_features(picture: np.ndarray) -> np.ndarray:
    """uint8 (height, width, 3) to (5,): the `FEATURES`.

    Mean red, green and blue (0 to 1), the standard deviation of the brightness, and the logarithm
    of the mean size of its Laplacian.
    """
    colours = picture.astype(np.float32) / 255
    grey = colours @ np.array([0.299, 0.587, 0.114], np.float32)
    sharpness = np.log(np.abs(laplace(grey)).mean() + 1e-4)
    return np.array([*colours.mean(axis=(0, 1)), grey.std(), sharpness])


def match(fakes: np.ndarray, photos: np.ndarray) -> np.ndarray:
    """For fakes (n, k) the indices (n,) of n different ones of the photos (m, k), m >= n.

    The assignment with the least sum of squared distances, every feature divided by its standard
    deviation over the photos (Kuhn's Hungarian method, as scipy solves it).
    """
    spread = photos.std(axis=0) + 1e-9
    distance = ((fakes[:, None] - photos[None]) / spread) ** 2  # (n, m, k)
    _, chosen = linear_sum_assignment(distance.sum(axis=2))
    return chosen
