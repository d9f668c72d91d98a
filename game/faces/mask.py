"""What is round a face, taken away: a detector that knows a studio's wall knows nothing."""

import numpy as np

from game.faces.frame import Frame

GREY = 128


def without_background(pictures: np.ndarray, frame: Frame) -> np.ndarray:
    """Framed pictures, uint8 (n, height, width, 3), grey outside an oval about the face."""
    left, top, right, bottom = frame.face_box
    width, height = frame.size
    y, x = np.mgrid[:height, :width] + 0.5
    middle, half = (top + bottom) / 2 + (bottom - top) / 20, (bottom - top) / 2
    inside = ((x - (left + right) / 2) / (0.95 * half)) ** 2 + ((y - middle) / (1.15 * half)) ** 2
    return np.where((inside < 1)[..., None], pictures, GREY).astype(np.uint8)
