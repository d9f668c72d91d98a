"""The projected critic: it looks at images through a network that was trained on other pictures.

Sauer et al. 2021, "Projected GANs Converge Faster" (section 3):

    images ── frozen network ── maps at four scales ── mixed at random ── a small critic each

What a network has learned of edges, textures and parts on a million photos, a critic of a few
hundred need not learn. Left as they are, its maps would let the critic see only what lies on the
surface; mixed over channels, then over scales from coarse to fine, by weights that are drawn once
and never trained, each of them holds something of all.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.parametrizations import spectral_norm

from game.faces.features import ResNet50Thin
from game.generators.families.mapping import LEAKY_SLOPE

# The frozen network's layers whose maps are looked at: their channels, and pixels to a place.
MAPS = {2: (64, 4), 5: (128, 4), 9: (256, 8), 15: (512, 16)}
CONTRAST = 3.0  # the maps of photos deviate by a third
SMALLEST = 4  # places a side, at most, before a small critic's last layer


@dataclass(frozen=True)
class ProjectedCriticConfig:
    """`side` of the images in pixels, `seen`: that at which the frozen network sees them.

    `width` is that of the mixed maps and of the small critics.
    """

    side: int
    seen: int
    width: int

    @property
    def resolution(self) -> int:
        """Height and width of the image in pixels."""
        return self.side


class ProjectedCritic(nn.Module):
    """Images to logits (N, scales), the finest last, HIGH for a photo; `eyes` have to be put in."""

    def __init__(self, config: ProjectedCriticConfig) -> None:
        super().__init__()
        self.config = config
        # Not among the critic's own weights: a checkpoint need not hold it.
        self._eyes: list[ResNet50Thin] = []
        width = config.width
        self.channels = nn.ModuleList(
            Mixing(before, width, size=1, gain=CONTRAST) for before, _ in MAPS.values()
        )
        self.scales = nn.ModuleList(Mixing(width, width, size=3) for _ in MAPS)
        self.critics = nn.ModuleList(
            small_critic(config.seen // pixels, width) for _, pixels in MAPS.values()
        )

    def put_in(self, eyes: ResNet50Thin) -> "ProjectedCritic":
        """Look through this network, which has no gradients of its own, from now on."""
        self._eyes = [eyes]
        return self

    def forward(self, images: Tensor) -> Tensor:
        seen = (self.config.seen,) * 2
        if self.config.seen != self.config.side:
            images = F.interpolate(images, seen, mode="bilinear", align_corners=False)
        maps = self._eyes[0].maps(images, tuple(MAPS))
        logits = []
        coarser: Tensor | None = None
        for i in reversed(range(len(maps))):
            x = self.channels[i](maps[i])
            if coarser is not None:
                coarser = F.interpolate(coarser, x.shape[2:], mode="bilinear", align_corners=False)
                x = (x + coarser) * math.sqrt(0.5)
            coarser = self.scales[i](x)
            logits.append(self.critics[i](coarser).flatten(1))
        return torch.cat(logits, dim=1)


class Mixing(nn.Module):
    """A convolution with weights as they were drawn: (N, C_in, R, R) to (N, C_out, R, R)."""

    weight: Tensor

    def __init__(self, before: int, width: int, size: int, gain: float = 1.0) -> None:
        super().__init__()
        deviation = gain / math.sqrt(before * size**2)
        self.register_buffer("weight", torch.randn(width, before, size, size) * deviation)

    def forward(self, x: Tensor) -> Tensor:
        return F.conv2d(x, self.weight, padding=self.weight.shape[-1] // 2)


def small_critic(places: int, width: int) -> nn.Sequential:
    """A map (N, width, places, places) to a logit (N, 1, 1, 1) that sees all of it at once.

    The paper's judge overlapping parts; then faces sat wherever they liked, for what is alike in
    all places of these maps is all that such a critic knows.
    """
    layers: list[nn.Module] = []
    if places <= SMALLEST:
        layers += [nn.Conv2d(width, width, 3, padding=1), nn.LeakyReLU(LEAKY_SLOPE, inplace=True)]
    while places > SMALLEST:
        layers += [nn.Conv2d(width, width, 4, stride=2, padding=1)]
        layers += [nn.LeakyReLU(LEAKY_SLOPE, inplace=True)]
        places //= 2
    layers.append(nn.Conv2d(width, 1, places))
    return nn.Sequential(
        *(spectral_norm(one) if isinstance(one, nn.Conv2d) else one for one in layers)
    )
