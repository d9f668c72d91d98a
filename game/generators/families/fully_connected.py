"""The first GAN: Goodfellow et al. 2014, "Generative Adversarial Nets".

Fully connected layers with rectifiers, a sigmoid at the end (section 5; here from -1 to 1, which is
tanh). Nothing in it knows which pixels are neighbours.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

from torch import nn

from game.generators.families.direct import DirectConfig, DirectGenerator, DirectSynthesis
from game.generators.families.mapping import LatentMapping


@dataclass(frozen=True)
class FullyConnectedConfig(DirectConfig):
    """`widths` of the hidden layers; `side` is the image's height and width in pixels."""

    z_dim: int
    widths: tuple[int, ...]
    side: int

    @property
    def resolution(self) -> int:
        """Height and width of the image in pixels."""
        return self.side


class FullyConnectedLayers(nn.Sequential):
    """z (N, z_dim) to images (N, 3, side, side) in [-1, 1]."""

    def __init__(self, config: FullyConnectedConfig) -> None:
        layers: list[nn.Module] = []
        for before, width in pairwise((config.z_dim, *config.widths)):
            layers += [_linear(before, width), nn.ReLU(inplace=True)]
        shape = (3, config.side, config.side)
        image = nn.Linear(config.widths[-1], math.prod(shape))
        # Nearly grey at first: noise that a layer so wide begins with is not unlearnt for long.
        nn.init.normal_(image.weight, std=0.005)
        nn.init.zeros_(image.bias)
        super().__init__(*layers, image, nn.Tanh(), nn.Unflatten(1, shape))


class FullyConnected(DirectGenerator):
    """The layers and what the zoo needs."""

    def __init__(self, config: FullyConnectedConfig) -> None:
        layers = FullyConnectedLayers(config)
        super().__init__(LatentMapping(config.z_dim), DirectSynthesis(layers))
        self.config = config


def _linear(before: int, width: int) -> nn.Linear:
    """Keeps the variance through a rectifier (He et al. 2015), so that training starts at once."""
    linear = nn.Linear(before, width)
    nn.init.kaiming_normal_(linear.weight, nonlinearity="relu")
    nn.init.zeros_(linear.bias)
    return linear
