"""A statistic as a judge: a logistic regression on what it measures, from its file of weights."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

import numpy as np
from scipy.special import expit

from game.generators.weights import read_weights


@dataclass(frozen=True)
class LinearJudge(ABC):
    """p = expit(statistic @ weight + bias); a subclass names the judge and the statistic."""

    weight: np.ndarray  # one for each column of the statistic
    bias: float
    checkpoint_sha256: str
    name: ClassVar[str]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Raises Unavailable if the file is missing or not one of this judge's."""
        tensors, sha256 = read_weights(path, {"weight", "bias"}, f"train-judge {path.stem}")
        return cls(tensors["weight"], float(tensors["bias"][0]), sha256)

    @staticmethod
    @abstractmethod
    def statistic(pictures: np.ndarray) -> np.ndarray:
        """Framed pictures, uint8 (n, side, side, 3), to numbers (n, k)."""

    def p_fake(self, pictures: np.ndarray) -> np.ndarray:
        """See `Judge`."""
        return expit(self.statistic(pictures) @ self.weight + self.bias)
