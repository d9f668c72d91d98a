"""Critics: the discriminators that a generator is trained against, one for each family.

    images (N, 3, side, side) in [-1, 1] ── critic ── logits (N,), HIGH means real

As in Goodfellow et al. 2014 the sigmoid of a logit is the probability that the image is a photo; a
judge of the game says the opposite, p(fake).

One subject: all families' critics, which share their blocks and differ in how these are joined.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from game.discriminators.projected import ProjectedCritic, ProjectedCriticConfig
from game.generators.checkpoint import load_network, save_network
from game.generators.families.dcgan import initialise
from game.generators.families.equalised import EqualisedConv2d, EqualisedLinear
from game.generators.families.mapping import LEAKY_SLOPE
from game.generators.families.progan import blocks_and_share
from game.generators.families.stylegan2 import ACTIVATION_GAIN

GROUP = 4


@dataclass(frozen=True)
class DCGANCriticConfig:
    """`channels[i]` is the width at 4 * 2**i pixels; the image has twice the last of these."""

    channels: tuple[int, ...]

    @property
    def resolution(self) -> int:
        """Height and width of the image in pixels."""
        return 4 * 2 ** len(self.channels)


class DCGANCritic(nn.Module):
    """Strided convolutions, batch normalisation but in the first, leaky ReLU (Radford 2015)."""

    def __init__(self, config: DCGANCriticConfig) -> None:
        super().__init__()
        self.config = config
        layers: list[nn.Module] = []
        for i, (before, width) in enumerate(pairwise((3, *reversed(config.channels))), start=1):
            if before == 3:
                layers.append(nn.Conv2d(before, width, 4, stride=2, padding=1))
            else:
                # On maps of 4x4 a CPU takes half as long again for the convolution as such.
                kind = UnfoldedConv2d if i == len(config.channels) else nn.Conv2d
                layers.append(kind(before, width, 4, stride=2, padding=1, bias=False))
                layers.append(nn.BatchNorm2d(width))
            layers.append(nn.LeakyReLU(LEAKY_SLOPE, inplace=True))
        self.layers = nn.Sequential(*layers, nn.Conv2d(config.channels[0], 1, 4))
        initialise(self)

    def forward(self, images: Tensor) -> Tensor:
        logits: Tensor = self.layers(images)  # (N, 1, 1, 1)
        return logits.flatten()


class UnfoldedConv2d(nn.Conv2d):
    """The convolution as one product of matrices: (N, C_in, 8, 8) to (N, C_out, 4, 4).

    Without a bias.
    """

    def forward(self, x: Tensor) -> Tensor:
        columns = F.unfold(x, 4, padding=1, stride=2)  # (N, C_in * 16, 16)
        y = self.weight.flatten(1) @ columns.transpose(0, 1).flatten(1)  # (C_out, N * 16)
        return y.view(-1, len(x), 4, 4).transpose(0, 1)


@dataclass(frozen=True)
class FullyConnectedCriticConfig:
    """`widths` of the hidden layers; `side` is the image's height and width in pixels."""

    widths: tuple[int, ...]
    side: int

    @property
    def resolution(self) -> int:
        """Height and width of the image in pixels."""
        return self.side


class FullyConnectedCritic(nn.Module):
    """Maxout layers with dropout (Goodfellow et al. 2014, section 5)."""

    def __init__(self, config: FullyConnectedCriticConfig) -> None:
        super().__init__()
        self.config = config
        widths = (3 * config.side**2, *config.widths)
        layers: list[nn.Module] = [nn.Flatten()]
        for before, width in pairwise(widths):
            layers += [Maxout(before, width), nn.Dropout(0.3)]
        self.layers = nn.Sequential(*layers, nn.Linear(widths[-1], 1))

    def forward(self, images: Tensor) -> Tensor:
        logits: Tensor = self.layers(images)  # (N, 1)
        return logits.flatten()


class Maxout(nn.Linear):
    """The larger of two linear maps: (N, C_in) to (N, C_out) (Goodfellow et al. 2013)."""

    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__(in_features, 2 * out_features)

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x).unflatten(1, (-1, 2)).amax(dim=2)


@dataclass(frozen=True)
class ProGANCriticConfig:
    """`channels[i]` is the width at 4 * 2**i pixels, up to the image's own."""

    channels: tuple[int, ...]

    @property
    def resolution(self) -> int:
        """Height and width of the grown critic's image in pixels."""
        return 4 * 2 ** (len(self.channels) - 1)


class ProGANCritic(nn.Module):
    """The generator's mirror image; grows and fades with it (Karras et al. 2018, section 2)."""

    level: Tensor

    def __init__(self, config: ProGANCriticConfig) -> None:
        super().__init__()
        self.config = config
        self.from_rgb = nn.ModuleList(
            EqualisedConv2d(3, width, size=1) for width in config.channels
        )
        self.blocks = nn.ModuleList(
            nn.Sequential(
                ActivatedConv2d(width, width), ActivatedConv2d(width, below), nn.AvgPool2d(2)
            )
            for below, width in pairwise(config.channels)
        )
        self.head = Head(config.channels[0])
        self.register_buffer("level", torch.zeros(()))

    def forward(self, images: Tensor) -> Tensor:
        """Images of the side that the level says, or larger ones, which are scaled down."""
        blocks, share = blocks_and_share(float(self.level))
        images = F.adaptive_avg_pool2d(images, 4 * 2**blocks)
        x = self._features(images, blocks)
        for i in reversed(range(blocks)):
            x = self.blocks[i](x)
            if i == blocks - 1 and share < 1:
                x = torch.lerp(self._features(F.avg_pool2d(images, 2), i), x, share)
        logits: Tensor = self.head(x)
        return logits

    def _features(self, images: Tensor, level: int) -> Tensor:
        return F.leaky_relu(self.from_rgb[level](images), LEAKY_SLOPE)


@dataclass(frozen=True)
class StyleCriticConfig:
    """`channels[i]` is the width at 4 * 2**i pixels; the image has twice the last of these."""

    channels: tuple[int, ...]

    @property
    def resolution(self) -> int:
        """Height and width of the image in pixels."""
        return 4 * 2 ** len(self.channels)


class ActivatedConv2d(EqualisedConv2d):
    """The convolution and a leaky ReLU that keeps the variance."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__(in_channels, out_channels, size=3)

    def forward(self, x: Tensor) -> Tensor:
        # The gain goes into the weights, since the activation is homogeneous.
        weight, bias = self.scaled_weight * ACTIVATION_GAIN, self.bias * ACTIVATION_GAIN
        return F.leaky_relu(F.conv2d(x, weight, bias, padding=1), LEAKY_SLOPE)


class ResidualBlock(nn.Module):
    """Halves the resolution: (N, C_in, 2R, 2R) to (N, C_out, R, R)."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.conv0 = ActivatedConv2d(in_channels, in_channels)
        self.conv1 = ActivatedConv2d(in_channels, out_channels)
        self.skip = EqualisedConv2d(in_channels, out_channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        # Halved before the second convolution, not after: a quarter of the work.
        y = self.conv1(F.avg_pool2d(self.conv0(x), 2))
        # Both ways have unit variance; so has their sum, scaled.
        return (y + self.skip(F.avg_pool2d(x, 2))) * math.sqrt(0.5)


class StyleCritic(nn.Module):
    """The residual discriminator of StyleGAN2 (Karras et al. 2020, section 4.1)."""

    def __init__(self, config: StyleCriticConfig) -> None:
        super().__init__()
        self.config = config
        # Four pixels in one place, twelve channels: full resolution would cost as much as the rest.
        self.from_rgb = ActivatedConv2d(12, config.channels[-1])
        self.blocks = nn.Sequential(
            *(ResidualBlock(before, width) for before, width in pairwise(reversed(config.channels)))
        )
        self.head = Head(config.channels[0])

    def forward(self, images: Tensor) -> Tensor:
        logits: Tensor = self.head(self.blocks(self.from_rgb(F.pixel_unshuffle(images, 2))))
        return logits


class Head(nn.Module):
    """(N, C, 4, 4) to logits (N,), as ProGAN and StyleGAN2 have it."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = ActivatedConv2d(channels + 1, channels)
        self.hidden = EqualisedLinear(channels * 16, channels)
        self.out = EqualisedLinear(channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        x = self.conv(with_batch_deviation(x))
        x = F.leaky_relu(self.hidden(x.flatten(1)), LEAKY_SLOPE) * ACTIVATION_GAIN
        logits: Tensor = self.out(x)
        return logits.flatten()


def with_batch_deviation(x: Tensor) -> Tensor:
    """(N, C, R, R) to (N, C + 1, R, R): how much the images of a group differ, as one more channel.

    A generator that repeats itself is then found out (minibatch stddev, ProGAN, section 3). The
    groups are of GROUP images, or of all if their number is no multiple of it.
    """
    n, _, rows, columns = x.shape
    group = GROUP if n % GROUP == 0 else n
    grouped = x.reshape(group, n // group, *x.shape[1:])
    deviation = (grouped.var(dim=0, unbiased=False) + 1e-8).sqrt().mean(dim=(1, 2, 3))  # (N/group,)
    channel = deviation.repeat(group).view(n, 1, 1, 1).expand(n, 1, rows, columns)
    return torch.cat([x, channel], dim=1)


CriticConfig = (
    FullyConnectedCriticConfig
    | DCGANCriticConfig
    | ProGANCriticConfig
    | StyleCriticConfig
    | ProjectedCriticConfig
)

# By the name that a checkpoint's config gives its critic.
CRITICS: dict[str, tuple[type[nn.Module], type[Any]]] = {
    "fully-connected": (FullyConnectedCritic, FullyConnectedCriticConfig),
    "dcgan": (DCGANCritic, DCGANCriticConfig),
    "progan": (ProGANCritic, ProGANCriticConfig),
    "style": (StyleCritic, StyleCriticConfig),
    "projected": (ProjectedCritic, ProjectedCriticConfig),
}


def save_critic(critic: nn.Module, path: Path) -> None:
    """Write weights, in half precision, and config to `path`: all of it or nothing."""
    save_network(critic, CRITICS, path, bits=16)


def load_critic(path: Path, sha256: str) -> nn.Module:
    """The critic in `path`, float32, for use. Raises CheckpointError as `load_network` does."""
    critic: nn.Module = load_network(path, sha256, CRITICS)
    return critic
