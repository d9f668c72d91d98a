"""How different two pictures look: one number, with its definition."""

import numpy as np
from scipy.ndimage import gaussian_filter

from game.faces.luminance import luminance

# Wang, Simoncelli & Bovik 2003, "Multi-scale structural similarity for image quality assessment".
WEIGHTS = (0.0448, 0.2856, 0.3001, 0.2363, 0.1333)
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """1 - MS-SSIM of two pictures, uint8 (height, width, 3): 0 is the same, 1 nothing in common.

    On brightness, over five scales, with a Gaussian window of deviation 1.5 and mirrored edges.
    Mean distances of pairs have measured a generator's diversity since Odena et al. 2017
    ("Conditional Image Synthesis with Auxiliary Classifier GANs", section 4.2).
    """
    x, y = (luminance(picture) for picture in (one, other))
    similarity = 1.0
    for scale, weight in enumerate(WEIGHTS):
        mean_x, mean_y = _blur(x), _blur(y)
        variances = _blur(x * x) - mean_x**2 + _blur(y * y) - mean_y**2
        covariance = _blur(x * y) - mean_x * mean_y
        structure = (2 * covariance + C2) / (variances + C2)
        if scale == len(WEIGHTS) - 1:  # brightness counts at the coarsest scale only
            structure = structure * (2 * mean_x * mean_y + C1) / (mean_x**2 + mean_y**2 + C1)
        similarity *= max(float(structure.mean()), 0.0) ** weight
        x, y = _half(x), _half(y)
    return 1 - similarity


def _blur(image: np.ndarray) -> np.ndarray:
    blurred: np.ndarray = gaussian_filter(image, 1.5, truncate=3.5)  # 11 pixels wide
    return blurred


def _half(image: np.ndarray) -> np.ndarray:
    height, width = image.shape
    even = image[: height // 2 * 2, : width // 2 * 2]
    halved: np.ndarray = even.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))
    return halved
