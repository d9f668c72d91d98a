"""The judge that sees only how pixels differ from their neighbours.

Tan et al. 2024, "Rethinking the Up-Sampling Operations in CNN-based Generative Network for
Generalizable Deepfake Detection": whatever enlarges a picture inside a generator ties each pixel to
those beside it. What is left of a picture once its own half-size copy, enlarged by repeating
pixels, is taken off holds these ties and hardly the face.
"""

from torch import Tensor, nn
from torch.nn import functional as F

from game.discriminators.known import NAMES
from game.discriminators.network_judge import NetworkJudge
from game.discriminators.small_cnn import convolution

WIDTHS = (32, 48, 64)


class Residual(nn.Module):
    """Two 3x3 convolutions beside a shortcut: (n, width, r, r) to the same."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.branch = nn.Sequential(*convolution(width, width), *convolution(width, width))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.branch(x)


class NeighbourResiduals(nn.Module):
    """Pictures (n, 3, side, side) in [-1, 1] to log odds of "fake" (n,)."""

    def __init__(self) -> None:
        super().__init__()
        first, second, third = WIDTHS
        self.features = nn.Sequential(
            *convolution(3, first, stride=2),
            Residual(first),
            *convolution(first, second, stride=2),
            Residual(second),
            *convolution(second, third),
        )
        self.head = nn.Linear(third, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.features(residuals(x)).mean(dim=(2, 3))).squeeze(1)


def residuals(x: Tensor) -> Tensor:
    """Each pixel less the upper left one of its square of four; about as large as the picture."""
    x = x[..., : x.shape[-2] // 2 * 2, : x.shape[-1] // 2 * 2]
    copy = F.interpolate(x[..., ::2, ::2], scale_factor=2, mode="nearest")
    return 8 * (x - copy)


class NeighbourJudge(NetworkJudge):
    """`NeighbourResiduals` as a judge."""

    name = NAMES["neighbour-residuals"]
    kind = NeighbourResiduals
