"""DCGAN: Radford, Metz and Chintala 2015, "Unsupervised Representation Learning with DCGANs".

Their generator (figure 1): a projection to 4x4, then transposed convolutions that double the side,
batch normalisation and ReLU in between, tanh at the end; weights start at N(0, 0.02).
"""

from dataclasses import dataclass
from itertools import pairwise

from torch import nn

from game.generators.families.direct import DirectConfig, DirectGenerator, DirectSynthesis
from game.generators.families.mapping import LatentMapping


@dataclass(frozen=True)
class DCGANConfig(DirectConfig):
    """`channels[i]` is the width at 4 * 2**i pixels; the image has twice the last of these."""

    z_dim: int
    channels: tuple[int, ...]

    @property
    def resolution(self) -> int:
        """Height and width of the image in pixels."""
        return 4 * 2 ** len(self.channels)


class DCGANLayers(nn.Sequential):
    """z (N, z_dim) to images (N, 3, side, side) in [-1, 1]."""

    def __init__(self, config: DCGANConfig) -> None:
        layers: list[nn.Module] = [
            nn.Linear(config.z_dim, config.channels[0] * 16, bias=False),
            nn.Unflatten(1, (config.channels[0], 4, 4)),
        ]
        for before, width in pairwise((*config.channels, 3)):
            layers += [
                nn.BatchNorm2d(before),
                nn.ReLU(inplace=True),
                nn.ConvTranspose2d(before, width, 4, stride=2, padding=1, bias=width == 3),
            ]
        super().__init__(*layers, nn.Tanh())
        initialise(self)


class DCGAN(DirectGenerator):
    """The layers and what the zoo needs."""

    def __init__(self, config: DCGANConfig) -> None:
        super().__init__(LatentMapping(config.z_dim), DirectSynthesis(DCGANLayers(config)))
        self.config = config


def initialise(network: nn.Module) -> None:
    """Section 3 of the paper: weights from N(0, 0.02); gains of batch normalisation around one."""
    for module in network.modules():
        if isinstance(module, nn.Linear | nn.Conv2d | nn.ConvTranspose2d):
            nn.init.normal_(module.weight, std=0.02)
        elif isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.weight, mean=1.0, std=0.02)
