"""The CNN judge: nine convolutions, a mean over the picture, one number."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from game.discriminators.weights import read_weights

NAME = "Small CNN"
WIDTHS = (16, 32, 64, 96, 128)


class SmallCnn(nn.Module):
    """Pictures (n, 3, side, side) in [-1, 1] to log odds of "fake" (n,), temperature included.

    The mean over all places at the end makes it look for traces anywhere rather than for a layout.
    """

    temperature: Tensor

    def __init__(self) -> None:
        super().__init__()
        # The first layer halves at once: most of the time would go into full-size activations.
        layers = [*_layer(3, WIDTHS[0], stride=2)]
        for before, width in pairwise(WIDTHS):
            layers += [*_layer(before, width, stride=1), *_layer(width, width, stride=2)]
        self.features = nn.Sequential(*layers)
        self.head = nn.Linear(WIDTHS[-1], 1)
        # Fitted on validation faces after training (Guo et al. 2017, "On calibration"): odds in the
        # network's own head are too sure.
        self.register_buffer("temperature", torch.ones(1))

    def forward(self, x: Tensor) -> Tensor:
        pooled = self.features(x).mean(dim=(2, 3))  # (n, 128)
        return self.head(pooled).squeeze(1) / self.temperature


def _layer(before: int, width: int, stride: int) -> tuple[nn.Module, ...]:
    convolution = nn.Conv2d(before, width, 3, stride, padding=1, bias=False)
    return convolution, nn.BatchNorm2d(width), nn.ReLU(inplace=True)


def as_input(pictures: np.ndarray) -> Tensor:
    """uint8 (n, side, side, 3) to float (n, 3, side, side) in [-1, 1]."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 127.5 - 1


class CnnJudge:
    """`SmallCnn` as a judge."""

    name = NAME

    def __init__(self, network: SmallCnn, checkpoint_sha256: str) -> None:
        self.network = network.eval()
        self.checkpoint_sha256 = checkpoint_sha256

    @classmethod
    def load(cls, path: Path) -> "CnnJudge":
        """Raises Unavailable if the file is missing or not one of this judge's."""
        network = SmallCnn()
        tensors, sha256 = read_weights(path, set(network.state_dict()))
        network.load_state_dict({name: torch.from_numpy(a.copy()) for name, a in tensors.items()})
        return cls(network, sha256)

    @torch.inference_mode()
    def p_fake(self, pictures: np.ndarray) -> np.ndarray:
        """See `Judge`."""
        return torch.sigmoid(self.network(as_input(pictures))).numpy()
