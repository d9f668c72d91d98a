"""The symmetry judge: one forensic rule, "generated faces do not match left and right".

Mismatched ears, earrings and eyes are a tell that people are taught (whichfaceisreal; McDonald
2018). Turned into one rule of arithmetic it shows how weak a single rule is: a turned head or light
from one side is asymmetry, too, and photos are full of both. Cells finer than these would measure
texture instead.
"""

from itertools import pairwise

import numpy as np

from game.discriminators.known import NAMES
from game.discriminators.linear_judge import LinearJudge
from game.faces.luminance import luminance

SCALES = (4, 8, 16)  # pixels to a cell


def asymmetry(pictures: np.ndarray) -> np.ndarray:
    """How far the halves differ: uint8 (n, side, side, 3) to float (n, 3), one column a scale.

    Column s is the logarithm of the mean distance between brightness and its mirror image in cells
    of `SCALES[s]` pixels, coarser cells having been taken off, as a share of the brightness's own
    spread at that scale. The frame puts the eyes at mirrored places, so the middle of the picture
    is the middle of a face that looks ahead.
    """
    grey = luminance(pictures)
    levels = [_cells(grey, scale) for scale in (*SCALES, 2 * SCALES[-1])]
    columns = []
    for fine, coarse in pairwise(levels):
        band = fine - coarse.repeat(2, axis=1).repeat(2, axis=2)
        apart = np.abs(band - band[:, :, ::-1]).mean(axis=(1, 2))
        columns.append(np.log((apart + 1e-3) / (np.abs(band).mean(axis=(1, 2)) + 1e-3)))
    return np.stack(columns, axis=1)


def _cells(grey: np.ndarray, size: int) -> np.ndarray:
    """Means over cells of size x size pixels; what fills no cell is left out on all sides."""
    n, side, _ = grey.shape
    cells = side // (2 * SCALES[-1]) * (2 * SCALES[-1])  # the same pixels at every scale
    margin = (side - cells) // 2
    grey = grey[:, margin : margin + cells, margin : margin + cells]
    return grey.reshape(n, cells // size, size, cells // size, size).mean(axis=(2, 4))


class Symmetry(LinearJudge):
    """Logistic regression on the asymmetries."""

    name = NAMES["symmetry"]
    statistic = staticmethod(asymmetry)
