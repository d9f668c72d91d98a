"""Where spots lie thick: a Gaussian kernel density over a picture."""

import numpy as np

SPREAD = 0.06  # of the picture's width: about an eye, since nobody taps more exactly


def heat(spots: np.ndarray, height: int, width: int, spread: float = SPREAD) -> np.ndarray:
    """Spots (n, 2), x and y as fractions of the picture, to float (height, width).

    The sum of a normal density (in pixels) around every spot, at the pixels' centres: a spot far
    from the edges adds 1 to the sum over the picture. Without spots it is 0 everywhere.
    """
    across = _bell(spots[:, 0], width, spread * width)
    down = _bell(spots[:, 1], height, spread * width)
    found: np.ndarray = down.T @ across
    return found


def _bell(at: np.ndarray, pixels: int, sigma: float) -> np.ndarray:
    """One axis of the densities, (n, pixels): a round normal density is a product of two."""
    apart = np.arange(pixels) + 0.5 - at[:, None] * pixels
    bell: np.ndarray = np.exp(-((apart / sigma) ** 2) / 2) / (sigma * np.sqrt(2 * np.pi))
    return bell
