"""A framed picture as the audit's cues look at it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from game.faces.content import content_features
from game.faces.frame import Frame


@dataclass(frozen=True)
class Look:
    """`picture`: uint8 (height, width, 3), of this frame; `landmarks` as in `Found`."""

    picture: np.ndarray
    frame: Frame
    landmarks: tuple[tuple[float, float], ...]

    @cached_property
    def content(self) -> np.ndarray:
        """What matching goes by, (17,)."""
        return content_features(self.picture, self.landmarks)
