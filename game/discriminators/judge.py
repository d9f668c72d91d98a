"""What every judge is, whatever happens inside."""

from typing import Protocol

import numpy as np

SIDE = 160  # pixels: of the framed pictures that every judge learned from


class Judge(Protocol):
    """A network or a statistic that says how likely a framed face is a fake."""

    @property
    def name(self) -> str:
        """The name a visitor reads."""

    @property
    def checkpoint_sha256(self) -> str:
        """Sha256 of the weights file: other weights are another judge."""

    def p_fake(self, pictures: np.ndarray) -> np.ndarray:
        """Framed pictures, uint8 (n, height, width, 3), to probabilities (n,)."""
