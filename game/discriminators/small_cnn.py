"""The CNN judge: nine convolutions, a mean over the picture, one number."""

from itertools import pairwise

from torch import Tensor, nn

from game.discriminators.known import NAMES
from game.discriminators.network_judge import NetworkJudge

WIDTHS = (16, 32, 64, 96, 128)


class SmallCnn(nn.Module):
    """Pictures (n, 3, side, side) in [-1, 1] to log odds of "fake" (n,).

    The mean over all places at the end makes it look for traces anywhere rather than for a layout.
    """

    def __init__(self) -> None:
        super().__init__()
        # The first layer halves at once: most of the time would go into full-size activations.
        layers = [*convolution(3, WIDTHS[0], stride=2)]
        for before, width in pairwise(WIDTHS):
            layers += [*convolution(before, width), *convolution(width, width, stride=2)]
        self.features = nn.Sequential(*layers)
        self.head = nn.Linear(WIDTHS[-1], 1)

    def forward(self, x: Tensor) -> Tensor:
        pooled = self.features(x).mean(dim=(2, 3))  # (n, 128)
        return self.head(pooled).squeeze(1)


def convolution(before: int, width: int, size: int = 3, stride: int = 1) -> tuple[nn.Module, ...]:
    """A convolution that keeps the picture's size (or divides it by the stride), as layers."""
    layer = nn.Conv2d(before, width, size, stride, padding=size // 2, bias=False)
    return layer, nn.BatchNorm2d(width), nn.ReLU(inplace=True)


class CnnJudge(NetworkJudge):
    """`SmallCnn` as a judge."""

    name = NAMES["small-cnn"]
    kind = SmallCnn
