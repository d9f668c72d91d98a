"""The patch detector: built to travel to generators that it has not seen.

What generators share is how they up-sample, and that shows between neighbouring pixels: Tan et al.
2024 ("Rethinking the Up-Sampling Operations", NPR) look at nothing else. So this network sees the
picture beside the difference from its own half-size copy. It looks at patches (Isola et al. 2017,
section 3.2; Chai et al. 2020, "What makes fake images detectable?"): no unit of it sees more than
28 pixels, so it cannot learn what a face of the deck looks like, and its verdict is the mean of
what 1,600 places say.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from game.discriminators.known import NAMES
from game.discriminators.network_judge import NetworkJudge
from game.discriminators.small_cnn import convolution

WIDTHS = (24, 32, 48, 64)


class PatchDetector(nn.Module):
    """Pictures (n, 3, side, side) in [-1, 1] to log odds of "fake" (n,)."""

    def __init__(self) -> None:
        super().__init__()
        self.patches = nn.Sequential(
            *convolution(6, WIDTHS[0], stride=2),
            *convolution(WIDTHS[0], WIDTHS[1]),
            *convolution(WIDTHS[1], WIDTHS[2], stride=2),
            *convolution(WIDTHS[2], WIDTHS[3]),
            *convolution(WIDTHS[3], WIDTHS[3]),
            nn.Conv2d(WIDTHS[3], 1, 1),
        )

    def forward(self, x: Tensor) -> Tensor:
        coarse = F.interpolate(F.avg_pool2d(x, 2), scale_factor=2, mode="nearest")
        # The differences are some tenth of the picture's own range.
        seen = torch.cat([x, 8 * (x - coarse)], dim=1)  # (n, 6, side, side)
        return self.patches(seen).mean(dim=(1, 2, 3))


class PatchJudge(NetworkJudge):
    """`PatchDetector` as a judge."""

    name = NAMES["patch-detector"]
    kind = PatchDetector
