"""ProGAN: Karras et al. 2018, "Progressive Growing of GANs for Improved Quality".

Training begins at 4x4 pixels; each further block doubles the side and is faded in (section 2). The
`level` says how far the network has grown: at 2 it makes 16 pixels; at 2.3 it makes 32, of which
the newest block decides three tenths, and the image of 16 pixels, doubled, the rest. Weights have
the equalised learning rate, and each pixel's features are scaled to unit length (section 4).
"""

import math
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from game.common.recipe import NoiseMode
from game.generators.families.direct import DirectConfig, DirectGenerator, DirectSynthesis
from game.generators.families.equalised import EqualisedConv2d, EqualisedLinear
from game.generators.families.mapping import LEAKY_SLOPE, SphereMapping


@dataclass(frozen=True)
class ProGANConfig(DirectConfig):
    """`channels[i]` is the width at 4 * 2**i pixels, up to the image's own."""

    z_dim: int
    channels: tuple[int, ...]

    @property
    def resolution(self) -> int:
        """Height and width of the grown network's image in pixels."""
        return 4 * 2 ** (len(self.channels) - 1)


def blocks_and_share(level: float) -> tuple[int, float]:
    """How many blocks are in use at this level, and the share of the newest (0 < share <= 1)."""
    blocks = math.ceil(level)
    return blocks, level - blocks + 1


def double(x: Tensor) -> Tensor:
    """(N, C, R, R) to (N, C, 2R, 2R): every pixel four times."""
    return F.interpolate(x, scale_factor=2)


class NormalisedConv(EqualisedConv2d):
    """3x3 convolution, leaky ReLU, pixel norm: (N, C_in, R, R) to (N, C_out, R, R)."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__(in_channels, out_channels, size=3)

    def forward(self, x: Tensor) -> Tensor:
        return pixel_norm(F.leaky_relu(super().forward(x), LEAKY_SLOPE))


def pixel_norm(x: Tensor) -> Tensor:
    """The features of each pixel scaled to a mean square of one: (N, C, R, R)."""
    return x * torch.rsqrt(x.square().mean(dim=1, keepdim=True) + 1e-8)


class ProGANLayers(nn.Module):
    """z (N, z_dim) to images (N, 3, R, R) in about [-1, 1], R as the level says."""

    level: Tensor

    def __init__(self, config: ProGANConfig) -> None:
        super().__init__()
        first = config.channels[0]
        self.dense = EqualisedLinear(config.z_dim, first * 16)
        self.conv = NormalisedConv(first, first)
        self.blocks = nn.ModuleList(
            nn.Sequential(NormalisedConv(before, width), NormalisedConv(width, width))
            for before, width in pairwise(config.channels)
        )
        self.to_rgb = nn.ModuleList(EqualisedConv2d(width, 3, size=1) for width in config.channels)
        self.register_buffer("level", torch.zeros(()))

    def forward(self, z: Tensor) -> Tensor:
        blocks, share = blocks_and_share(float(self.level))
        x = self.dense(z).view(len(z), -1, 4, 4).contiguous(memory_format=torch.channels_last)
        x = before = self.conv(pixel_norm(F.leaky_relu(x, LEAKY_SLOPE)))
        for block in self.blocks[:blocks]:
            before, x = x, block(double(x))
        image: Tensor = self.to_rgb[blocks](x)
        if share < 1:
            image = torch.lerp(double(self.to_rgb[blocks - 1](before)), image, share)
        return image


class ProGANSynthesis(DirectSynthesis):
    """ws (1, z_dim) to an image (3, size, size); pixels of a level below are shown enlarged."""

    def forward(self, ws: Tensor, size: int, noise_mode: NoiseMode = "const") -> Tensor:
        return F.interpolate(super().forward(ws, size, noise_mode)[None], size=(size, size))[0]


class ProGAN(DirectGenerator):
    """The layers and what the zoo needs."""

    def __init__(self, config: ProGANConfig) -> None:
        super().__init__(SphereMapping(config.z_dim), ProGANSynthesis(ProGANLayers(config)))
        self.config = config
