"""One tone for photo and fake: the same wall behind both, as colourful, as sharp, as grainy.

For decks before a plain pale wall. A studio's photos all have one wall and one lens; a generator's
faces come before walls of many shades, each with its cast, more coloured and less sharp. Whoever
saw that would need no eye for fakes. So both are brought to one wall, chroma and sharpness, by the
same steps, from nothing but the picture.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.ndimage import gaussian_filter, label, laplace

from game.faces.luminance import luminance

CORNER = 1 / 8  # of the picture's side: what is sure to be wall
MOST_GAIN = 1.35  # of one channel: a wall that is further off is no studio's
# 0 to 1: how far a pixel may be from the wall in hue, and in brightness below and above it, since a
# wall is lighter in the lamp's cone. In the last `EDGE` parts of that it fades out.
HUE, DARKER, LIGHTER, EDGE = 0.07, 0.14, 0.35, 0.5
GRAIN = 1.2  # of 255, on every pixel
MOST_COLOURED, MOST_SHARPER = 1.6, 2.5
FINE = 1.5  # pixels: what is finer is made weaker or stronger


@dataclass(frozen=True)
class Tone:
    """`wall`: its red, green and blue. `chroma`: by how much the strongest of the three exceeds the
    weakest, on average over the person. `sharpness`: the mean size of the brightness' Laplacian.

    All from 0 to 255.
    """

    wall: tuple[float, float, float]
    chroma: float
    sharpness: float

    def applied(self, picture: np.ndarray) -> np.ndarray:
        """A framed picture, uint8 (side, side, 3), in this tone."""
        colours = picture.astype(np.float32)
        wall = np.array(self.wall, np.float32)
        colours *= np.clip(wall / np.maximum(wall_of(colours), 1), 1 / MOST_GAIN, MOST_GAIN)
        part = wall_part(colours, wall)[..., None]
        person = 1 - part
        chroma = (np.ptp(colours, axis=2, keepdims=True) * person).sum() / (person.sum() + 1)
        grey = luminance(colours)[..., None]
        colours = grey + (colours - grey) * _gain(self.chroma, chroma, MOST_COLOURED)
        colours += part * (wall - colours)
        coarse = gaussian_filter(colours, (FINE, FINE, 0))
        fine = (colours - coarse) * person  # of the wall nothing is left but the grain
        sharpness = np.abs(laplace(luminance(fine))).mean()
        colours = coarse + fine * _gain(self.sharpness, sharpness, MOST_SHARPER)
        colours += _grain(*picture.shape[:2])[..., None]
        toned: np.ndarray = colours.round().clip(0, 255).astype(np.uint8)
        return toned


def _gain(wanted: float, found: float, most: float) -> float:
    return float(np.clip(wanted / max(found, 1e-3), 1 / most, most))


def wall_of(colours: np.ndarray) -> np.ndarray:
    """The wall's red, green and blue, by the median of the upper corners."""
    median: np.ndarray = np.median(np.concatenate(upper_corners(colours)), axis=(0, 1))
    return median


def upper_corners(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The left and the right one of a picture (height, width, 3)."""
    side = round(CORNER * len(picture))
    return picture[:side, :side], picture[:side, -side:]


def wall_part(colours: np.ndarray, wall: np.ndarray) -> np.ndarray:
    """How much of each pixel is wall, 0 to 1, (side, side).

    That is what is like the wall in hue and brightness, all the way from the upper or a lateral
    edge: teeth and the white of the eyes are not.
    """
    apart = (gaussian_filter(colours, (1, 1, 0)) - wall) / 255
    brighter = apart.mean(axis=2)
    hue = np.abs(apart - brighter[..., None]).max(axis=2)
    off = np.maximum(hue / HUE, np.where(brighter < 0, -brighter / DARKER, brighter / LIGHTER))
    part: np.ndarray = np.clip((1 - off) / EDGE, 0, 1)
    regions, _ = label(part > 0)
    edges = np.concatenate([regions[0], regions[:, 0], regions[:, -1]])
    return part * np.isin(regions, edges[edges > 0])


@cache
def _grain(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(0).normal(0, GRAIN, (height, width)).astype(np.float32)
