"""The CLIP probe: one weighted sum of what a network sees that never learned about fakes.

Ojha et al. 2023, "Towards Universal Fake Image Detectors that Generalize Across Generative Models":
features that were not learned for one generator's fakes know less about it, and travel farther.
Cozzolino et al. 2024, "Raising the Bar of AI-generated Image Detection with CLIP".
"""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

import numpy as np
import torch
from scipy.special import expit

from game.discriminators.clip.tower import ClipTower, as_input
from game.discriminators.known import NAMES, PROBE
from game.generators.weights import read_weights


@dataclass(frozen=True)
class ClipProbe:
    """p = expit(embedding @ weight + bias), the embedding brought to length one."""

    tower: ClipTower
    weight: np.ndarray  # (512,)
    bias: float
    checkpoint_sha256: str
    name: ClassVar[str] = NAMES[PROBE]

    @classmethod
    def load(cls, path: Path, tower: ClipTower) -> Self:
        """Raises Unavailable if the head's file is missing or not one of this judge's."""
        tensors, sha256 = read_weights(path, {"weight", "bias"}, f"train-judge {path.stem}")
        return cls(tower, tensors["weight"], float(tensors["bias"][0]), sha256)

    def p_fake(self, pictures: np.ndarray) -> np.ndarray:
        """See `Judge`."""
        return self.p_of(embeddings(self.tower, pictures))

    def p_of(self, embedded: np.ndarray) -> np.ndarray:
        """p(fake) by embeddings (n, 512)."""
        return p_of(embedded, self.weight, self.bias)


def p_of(embedded: np.ndarray, weight: np.ndarray, bias: float) -> np.ndarray:
    """Embeddings (n, 512) and a head's weight (512,) and bias to p(fake) (n,)."""
    p: np.ndarray = expit(embedded @ weight + bias)
    return p


@torch.inference_mode()
def embeddings(tower: ClipTower, pictures: np.ndarray) -> np.ndarray:
    """uint8 (n, side, side, 3) to float32 (n, 512) of length one."""
    embedded: np.ndarray = tower(as_input(pictures)).numpy()
    return embedded / np.linalg.norm(embedded, axis=1, keepdims=True)
