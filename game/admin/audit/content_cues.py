"""What a picture shows as a whole: photos and fakes differ there, and matching keeps it weak."""

from collections.abc import Callable

import numpy as np

from game.admin.audit.look import Look
from game.faces.content import FEATURES
from game.faces.luminance import luminance
from game.faces.thumbnail import reduced

THUMBNAIL = 16  # pixels
CORNER = 1 / 8  # of the picture's side


def content(*features: str) -> Callable[[Look], np.ndarray]:
    """The cue that takes these of the `FEATURES`."""
    places = [FEATURES.index(feature) for feature in features]
    return lambda look: look.content[places]


def background(look: Look) -> np.ndarray:
    """Both upper corners: mean red, green and blue, spread of brightness, unlikeness, (5,).

    All from 0 to 1. A plain wall is even in each corner and alike in both.
    """
    side = round(CORNER * len(look.picture))
    corners = [look.picture[:side, :side] / 255, look.picture[:side, -side:] / 255]
    grey = [luminance(corner) for corner in corners]
    spread = (grey[0].std() + grey[1].std()) / 2
    unlike = abs(grey[0].mean() - grey[1].mean())
    return np.array([*np.mean(corners, axis=(0, 1, 2)), spread, unlike])


def all_content(look: Look) -> np.ndarray:
    """Everything that is matched, and the background, (17,)."""
    return np.concatenate([look.content, background(look)])


def thumbnail(look: Look) -> np.ndarray:
    """The picture's colours at 16x16, (768,): what is seen of it from across a room."""
    return reduced(look.picture, THUMBNAIL).ravel()


def grey_thumbnail(look: Look) -> np.ndarray:
    """Its brightness at 16x16, (256,), with a mean of 0 and a standard deviation of 1."""
    grey = luminance(reduced(look.picture, THUMBNAIL)).ravel()
    standard: np.ndarray = (grey - grey.mean()) / (grey.std() + 1e-6)
    return standard
