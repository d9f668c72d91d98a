"""A growing generator: where a block begins and where its fade ends."""

import torch
from torch.nn import functional as F

from game.generators.families.progan import ProGAN, ProGANConfig, pixel_norm
from tests.tolerance import assert_same


def at(network: ProGAN, level: float, z: torch.Tensor) -> torch.Tensor:
    network.synthesis.layers.level.fill_(level)
    with torch.no_grad():
        return network(z)


def test_a_fade_begins_at_the_small_network_and_ends_at_the_grown_one() -> None:
    torch.manual_seed(0)
    network = ProGAN(ProGANConfig(z_dim=6, channels=(8, 6, 4)))
    z = torch.randn(2, 6)
    small, grown = at(network, 1, z), at(network, 2, z)
    assert (small.shape[-1], grown.shape[-1]) == (8, 16)
    doubled = F.interpolate(small, scale_factor=2)
    assert_same(at(network, 1 + 1e-6, z), doubled)
    assert_same(at(network, 2 - 1e-6, z), grown)
    assert_same(at(network, 1.25, z), 0.75 * doubled + 0.25 * grown)


def test_the_zoo_enlarges_the_pixels_of_a_small_network() -> None:
    torch.manual_seed(0)
    network = ProGAN(ProGANConfig(z_dim=6, channels=(8, 6, 4)))
    z = torch.randn(1, 6)
    small = at(network, 0, z)[0]
    image = network.synthesis(network.mapping(z)[0], 16, "const")
    assert torch.equal(image, small.repeat_interleave(4, 1).repeat_interleave(4, 2))


def test_pixel_norm_gives_every_pixel_a_mean_square_of_one() -> None:
    x = pixel_norm(3 * torch.randn(2, 5, 4, 4))
    assert_same(x.square().mean(dim=1), torch.ones(2, 4, 4))
