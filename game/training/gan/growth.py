"""Progressive growing (Karras et al. 2018, section 2): when networks grow, what they see."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from game.common.errors import Refused
from game.generators.families.progan import blocks_and_share, double


@dataclass(frozen=True)
class Growth:
    """`images` at each resolution from 4 pixels up, but the last, which takes the rest.

    In the first `fade` (0 to 1) of a resolution's images its block fades in; that of the last
    resolution takes as long as the one before.
    """

    images: tuple[int, ...]
    fade: float

    def level(self, seen: int) -> float:
        """The networks' level after so many images; a whole number while nothing fades."""
        starts = list(accumulate(self.images))  # of the first block, the second ...
        blocks = bisect_right(starts, seen)
        if not blocks:
            return 0.0
        fading = self.fade * self.images[min(blocks, len(self.images) - 1)]
        share = min(1.0, (seen - starts[blocks - 1]) / fading) if fading else 1.0
        return blocks - 1 + share

    def check(self, blocks: int, images: int) -> None:
        """Raise Refused if this is no growth by so many blocks within so many images."""
        if len(self.images) != blocks or min(self.images, default=1) < 1:
            raise Refused(f"The growth's images are {blocks} numbers, not {self.images}.")
        if sum(self.images) >= images:
            raise Refused("The growth takes all images and leaves none for the last resolution.")
        if not 0 <= self.fade <= 1:
            raise Refused(f"The growth's fade lies between 0 and 1, not {self.fade}.")


def at_level(images: Tensor, level: float) -> Tensor:
    """Full-size images as a critic at this level sees them: scaled down, faded as fakes are."""
    blocks, share = blocks_and_share(level)
    images = F.adaptive_avg_pool2d(images, 4 * 2**blocks)
    if share < 1:
        images = torch.lerp(double(F.avg_pool2d(images, 2)), images, share)
    return images


def set_level(network: nn.Module, level: float) -> None:
    """Let a generator or critic that grows be at this level."""
    for name, buffer in network.named_buffers():
        if name.split(".")[-1] == "level":
            buffer.fill_(level)
