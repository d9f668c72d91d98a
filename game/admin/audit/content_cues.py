"""What a picture shows as a whole: photos and fakes differ there, and matching keeps it weak."""

from collections.abc import Callable

import numpy as np

from game.admin.audit.look import Look
from game.faces.content import FEATURES
from game.faces.luminance import luminance
from game.faces.thumbnail import reduced

THUMBNAIL = 16  # pixels


def content(*features: str) -> Callable[[Look], np.ndarray]:
    """The cue that takes these of the `FEATURES`."""
    places = [FEATURES.index(feature) for feature in features]
    return lambda look: look.content[places]


def thumbnail(look: Look) -> np.ndarray:
    """The picture's colours at 16x16, (768,): what is seen of it from across a room."""
    return reduced(look.picture, THUMBNAIL).ravel()


def grey_thumbnail(look: Look) -> np.ndarray:
    """Its brightness at 16x16, (256,), with a mean of 0 and a standard deviation of 1."""
    grey = luminance(reduced(look.picture, THUMBNAIL)).ravel()
    standard: np.ndarray = (grey - grey.mean()) / (grey.std() + 1e-6)
    return standard
