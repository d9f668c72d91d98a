"""One tone for photo and fake: the same wall behind both, the same light on it, as sharp, as grainy.

For decks before a plain pale wall. A studio's photos all have one wall and one lens; a generator's
faces come before walls of many shades, each with its cast, and are softer or harsher. Whoever saw
that would need no eye for fakes. So both are brought to the deck's own wall and sharpness, by the
same steps, from nothing but the picture.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.ndimage import gaussian_filter, laplace

from game.faces.luminance import luminance

CORNER = 1 / 8  # of the picture's side: what is sure to be wall
MOST_GAIN = 1.35  # of one channel: a wall that is further off is no studio's
LIKE, UNLIKE = 0.06, 0.16  # 0 to 1: so far in colour from the wall is surely wall, surely not
SOFT = 1 / 256  # of the side: how far the wall's edge reaches
GRAIN = 1.2  # of 255, on every pixel
MOST_SHARPER = 2.5
FINE = 1.5  # pixels: what is finer is made weaker or stronger


@dataclass(frozen=True)
class Tone:
    """`wall`: its mean red, green and blue, 0 to 255. `sharpness`: the mean size of the brightness'
    Laplacian, 0 to 255.
    """

    wall: tuple[float, float, float]
    sharpness: float

    def applied(self, picture: np.ndarray) -> np.ndarray:
        """A framed picture, uint8 (side, side, 3), in this tone."""
        colours = picture.astype(np.float32)
        wall = np.array(self.wall, np.float32)
        colours = colours * np.clip(wall / wall_of(colours), 1 / MOST_GAIN, MOST_GAIN)
        part = wall_part(colours, wall)[..., None]
        colours += part * (wall - colours)
        coarse = gaussian_filter(colours, (FINE, FINE, 0))
        fine = (colours - coarse) * (1 - part)
        now = np.abs(laplace(luminance(fine))).mean() + 1e-3
        colours = coarse + fine * np.clip(self.sharpness / now, 1 / MOST_SHARPER, MOST_SHARPER)
        colours += _grain(*picture.shape[:2])[..., None]
        toned: np.ndarray = colours.round().clip(0, 255).astype(np.uint8)
        return toned


def wall_of(colours: np.ndarray) -> np.ndarray:
    """The wall's red, green and blue, by the median of the upper corners."""
    side = round(CORNER * len(colours))
    corners = np.concatenate([colours[:side, :side], colours[:side, -side:]])
    median: np.ndarray = np.median(corners, axis=(0, 1))
    return median


def wall_part(colours: np.ndarray, wall: np.ndarray) -> np.ndarray:
    """How much of each pixel is wall, 0 to 1, (side, side): what is as it in colour."""
    smooth = gaussian_filter(colours, (1, 1, 0))
    apart = np.abs(smooth - wall).max(axis=2) / 255
    return np.clip((UNLIKE - apart) / (UNLIKE - LIKE), 0, 1)


@cache
def _grain(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(0).normal(0, GRAIN, (height, width)).astype(np.float32)
