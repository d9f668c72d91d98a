"""FastGAN: Liu et al. 2021, "Towards Faster and Stabilized GAN Training for High-fidelity
Few-shot Image Synthesis".

The generator of that paper (section 3.1): upsampled by copying, convolved, halved in width by
gated linear units, and gated channel by channel by what a layer sixteen times smaller, here eight
times, knew ("skip-layer excitation", figure 3).
"""

from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn

from game.generators.families.direct import DirectConfig, DirectGenerator, DirectSynthesis
from game.generators.families.mapping import SphereMapping

SKIP = 3  # doublings between a layer and the one that it excites


@dataclass(frozen=True)
class FastGANConfig(DirectConfig):
    """`channels[i]` is the width at 4 * 2**i pixels, up to the image's own."""

    z_dim: int
    channels: tuple[int, ...]

    @property
    def resolution(self) -> int:
        """Height and width of the image in pixels."""
        return 4 * 2 ** (len(self.channels) - 1)


class GatedLinearUnit(nn.Module):
    """Half of the channels, each times a gate that another makes: (N, 2C, R, R) to (N, C, R, R).

    Torch's own loses channels_last on its way back, and batch normalisation then takes ten times
    as long.
    """

    def forward(self, x: Tensor) -> Tensor:
        values, gates = x.chunk(2, dim=1)
        return values * gates.sigmoid()


class Doubling(nn.Sequential):
    """(N, C_in, R, R) to (N, C_out, 2R, 2R): copied, convolved, normalised, gated."""

    def __init__(self, before: int, width: int) -> None:
        super().__init__(
            nn.Upsample(scale_factor=2),
            nn.Conv2d(before, 2 * width, 3, padding=1, bias=False),
            nn.BatchNorm2d(2 * width),
            GatedLinearUnit(),
        )


class Excitation(nn.Sequential):
    """A small layer's (N, C_in, R, R) to gates (N, C_out, 1, 1) in [0, 1] for a large one's."""

    def __init__(self, before: int, width: int) -> None:
        super().__init__(
            nn.AdaptiveAvgPool2d(4),
            nn.Conv2d(before, width, 4),
            nn.LeakyReLU(0.1, inplace=True),
            nn.Conv2d(width, width, 1),
            nn.Sigmoid(),
        )


class FastGANLayers(nn.Module):
    """z (N, z_dim) to images (N, 3, side, side) in [-1, 1]."""

    def __init__(self, config: FastGANConfig) -> None:
        super().__init__()
        channels = config.channels
        self.first = nn.Sequential(
            nn.Linear(config.z_dim, 2 * channels[0] * 16, bias=False),
            nn.Unflatten(1, (2 * channels[0], 4, 4)),
            nn.BatchNorm2d(2 * channels[0]),
            GatedLinearUnit(),
        )
        self.doublings = nn.ModuleList(Doubling(*widths) for widths in pairwise(channels))
        self.excitations = nn.ModuleList(
            Excitation(before, width)
            for before, width in zip(channels, channels[SKIP:], strict=False)
        )
        self.to_rgb = nn.Conv2d(channels[-1], 3, 3, padding=1)

    def forward(self, z: Tensor) -> Tensor:
        layers = [self.first(z)]
        for i, doubling in enumerate(self.doublings, start=1):
            x = doubling(layers[-1])
            if i >= SKIP:
                x = x * self.excitations[i - SKIP](layers[i - SKIP])
            layers.append(x)
        images: Tensor = torch.tanh(self.to_rgb(layers[-1]))
        return images


class FastGAN(DirectGenerator):
    """The layers and what the zoo needs; z lies on a sphere, as in its authors' code."""

    def __init__(self, config: FastGANConfig) -> None:
        super().__init__(SphereMapping(config.z_dim), DirectSynthesis(FastGANLayers(config)))
        self.config = config
