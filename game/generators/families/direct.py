"""Generators without w: the latent goes straight into one stack of layers.

    z (N, z_dim) ── layers ── images (N, 3, side, side) in [-1, 1]

Training calls the network on a batch. The zoo asks it what it asks a style-based one, for a mapping
and a synthesis: there is one w, and it is the latent.
"""

from collections.abc import Iterator

from torch import Tensor, nn

from game.common.recipe import NoiseMode
from game.generators.families.mapping import LatentMapping


class DirectConfig:
    """What the zoo wants to know of such a network; its config adds `z_dim` and `resolution`."""

    z_dim: int
    num_ws = 1

    @property
    def resolution(self) -> int:
        """Height and width of its image in pixels."""
        raise NotImplementedError

    @property
    def w_dim(self) -> int:
        """The one w is the latent."""
        return self.z_dim

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of picture that the network can make, in pixels."""
        return (self.resolution,)

    @property
    def layer_resolutions(self) -> tuple[int, ...]:
        """The one w works on the whole image."""
        return (self.resolution,)


class DirectSynthesis(nn.Module):
    """ws (1, z_dim) to an image (3, side, side)."""

    def __init__(self, layers: nn.Module) -> None:
        super().__init__()
        self.layers = layers

    def forward(self, ws: Tensor, size: int, noise_mode: NoiseMode = "const") -> Tensor:
        """`size` is the only one that the network makes, and it has no noise."""
        image: Tensor = self.layers(ws)[0]
        return image

    def affines(self) -> Iterator[tuple[int, nn.Linear]]:
        """None: no layer has a style."""
        return iter(())


class DirectGenerator(nn.Module):
    """A mapping that leaves the latent as it is, and the layers; what a checkpoint holds."""

    def __init__(self, mapping: LatentMapping, synthesis: DirectSynthesis) -> None:
        super().__init__()
        self.mapping = mapping
        self.synthesis = synthesis

    def forward(self, z: Tensor) -> Tensor:
        """z (N, z_dim) to images (N, 3, side, side)."""
        images: Tensor = self.synthesis.layers(self.mapping(z)[:, 0])
        return images
