"""Thumbnails: what a small generator learns from, and how its faces are shown beside photos.

A face of 64 pixels beside a photo of 160 would be told by its softness alone. So both are reduced
to the generator's size and enlarged again by the same filters.
"""

import numpy as np
from PIL import Image


def reduced(picture: np.ndarray, size: int) -> np.ndarray:
    """A framed picture, uint8 (side, side, 3), to a thumbnail, uint8 (size, size, 3).

    Each pixel is the mean of those that it covers.
    """
    image = Image.fromarray(picture).resize((size, size), Image.Resampling.BOX)
    return np.asarray(image)


def enlarged(thumbnail: np.ndarray, side: int) -> np.ndarray:
    """A thumbnail, uint8 (size, size, 3), to a framed picture, uint8 (side, side, 3)."""
    image = Image.fromarray(thumbnail).resize((side, side), Image.Resampling.BICUBIC)
    return np.asarray(image)
