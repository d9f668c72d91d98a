"""Fakes that are photos: their content, size and compression, and a generator's way of painting.

What a detector learns from photos beside other people's fakes is half about who is shown. A photo
that went down to half its size and up again through a convolution, as every generator's detail
does, differs from itself in that alone (Chen et al. 2025, "Dual Data Alignment Makes AI-Generated
Image Detector Easier Generalizable", does so by a network's own reconstruction).
"""

import numpy as np
from scipy.ndimage import convolve1d

from game.faces.frame import Frame

BINOMIAL = np.array([1.0, 3.0, 3.0, 1.0]) / 4  # a transposed convolution's smooth kernel
ROUGH = 0.25  # how far a learned kernel is from smooth, at most
RIPPLE = 0.02  # how much more it makes of every other line, at most
SHARPER = 0.6  # what was lost to the half size is made up for by so much of it


def repainted(picture: np.ndarray, rng: np.random.Generator, frame: Frame) -> np.ndarray:
    """A framed photo, uint8 (side, side, 3), painted anew from its half size and compressed.

    By chance through a transposed convolution with a kernel that is not quite smooth, or through
    repeated pixels and a convolution over them.
    """
    photo = picture.astype(np.float32)
    half = photo.reshape(len(photo) // 2, 2, photo.shape[1] // 2, 2, 3).mean(axis=(1, 3))
    kernel = BINOMIAL * (1 + rng.uniform(-ROUGH, ROUGH, 4))
    if rng.random() < 0.5:
        for first in (0, 1):  # the weights of old lines in every other new one
            kernel[first::2] *= (1 + rng.uniform(-RIPPLE, RIPPLE)) / kernel[first::2].sum()
        painted = _along(_along(half, kernel, 0), kernel, 1)
    else:
        three = np.array([kernel[0] + kernel[1], 2.0, kernel[2] + kernel[3]])
        painted = half.repeat(2, axis=0).repeat(2, axis=1)
        for axis in (0, 1):
            painted = convolve1d(painted, three / three.sum(), axis, mode="nearest")
    smooth = convolve1d(convolve1d(painted, [0.25, 0.5, 0.25], 0), [0.25, 0.5, 0.25], 1)
    painted = painted + SHARPER * (painted - smooth)
    painted += photo.mean(axis=(0, 1)) - painted.mean(axis=(0, 1))
    return compressed(painted.round().clip(0, 255).astype(np.uint8), frame)


def compressed(picture: np.ndarray, frame: Frame) -> np.ndarray:
    """A framed picture after one more JPEG pass with the deck's tables, in its place."""
    return frame.moved(picture, (0.0, 0.0))


def _along(half: np.ndarray, kernel: np.ndarray, axis: int) -> np.ndarray:
    """Twice as many lines: each new one from two old ones, by the kernel's odd or even entries."""
    before = np.roll(half, 1, axis)
    after = np.roll(half, -1, axis)
    even = kernel[3] * before + kernel[1] * half
    odd = kernel[2] * half + kernel[0] * after
    painted = np.stack([even, odd], axis=axis + 1)
    shape = list(half.shape)
    shape[axis] *= 2
    return painted.reshape(shape)
