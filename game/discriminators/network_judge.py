"""A trained network as a judge: from its file of weights to p(fake)."""

from pathlib import Path
from typing import ClassVar, Self

import numpy as np
import torch
from torch import Tensor, nn

from game.generators.weights import read_weights


class NetworkJudge:
    """A subclass names the judge and the network: images (n, 3, side, side) to log odds (n,)."""

    name: ClassVar[str]
    kind: ClassVar[type[nn.Module]]

    def __init__(self, network: nn.Module, checkpoint_sha256: str) -> None:
        self.network = network.eval().requires_grad_(False)
        self.checkpoint_sha256 = checkpoint_sha256

    @classmethod
    def load(cls, path: Path) -> Self:
        """Raises Unavailable if the file is missing or not one of this judge's."""
        network = cls.kind()
        tensors, sha256 = read_weights(path, set(network.state_dict()), f"train-judge {path.stem}")
        network.load_state_dict({name: torch.from_numpy(a.copy()) for name, a in tensors.items()})
        return cls(network, sha256)

    @torch.inference_mode()
    def p_fake(self, pictures: np.ndarray) -> np.ndarray:
        """See `Judge`."""
        return torch.sigmoid(self.network(as_input(pictures))).numpy()


def as_input(pictures: np.ndarray) -> Tensor:
    """uint8 (n, side, side, 3) to float (n, 3, side, side) in [-1, 1]."""
    # A copy: the array may be read-only, and Torch warns of those.
    return torch.tensor(pictures).permute(0, 3, 1, 2).float() / 127.5 - 1
