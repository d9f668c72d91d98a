"""A picture with the parts of it in colour that mattered, to networks or to people."""

import numpy as np

from game.faces.luminance import luminance


def overlay(picture: np.ndarray, mattered: np.ndarray) -> np.ndarray:
    """The picture in grey, and what mattered in warm colour over it: uint8 (side, side, 3)."""
    grey = luminance(picture, np.float64)
    strength = mattered[..., None]
    warm = np.array([255.0, 110.0, 20.0])
    mixed = (1 - 0.75 * strength) * (0.35 + 0.65 * grey[..., None] / 255) * 255 * (1 - strength)
    return (mixed + strength * (0.35 * grey[..., None] + 0.65 * warm)).clip(0, 255).astype(np.uint8)
