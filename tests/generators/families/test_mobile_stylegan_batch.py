"""Many faces at once, differentiable, are those that inference makes one by one."""

import pytest
import torch

from game.generators.families.mobile_stylegan import MobileStyleGAN, MobileStyleGANConfig
from game.generators.families.mobile_stylegan_batch import images
from tests.generators.filling import fill
from tests.tolerance import assert_same


@pytest.fixture
def network() -> MobileStyleGAN:
    """A network of 64x64 pixels with an early exit at 32 and normal random weights."""
    config = MobileStyleGANConfig(8, 8, 2, channels=(16, 16, 16, 8), exits=(32,))
    network = MobileStyleGAN(config)
    fill(network)
    return network


@pytest.mark.parametrize("size", [32, 64])
def test_faces_together_are_those_of_inference_one_by_one(
    network: MobileStyleGAN, size: int
) -> None:
    ws = torch.randn(3, network.config.num_ws, 8)
    together = images(network.synthesis, ws, size)
    assert_same(together, torch.stack([network.synthesis(one, size) for one in ws]))


@pytest.mark.parametrize("size", [32, 64])
def test_the_gradient_is_that_of_small_differences(network: MobileStyleGAN, size: int) -> None:
    network.double()
    ws = torch.randn(2, network.config.num_ws, 8, dtype=torch.float64, requires_grad=True)
    weights = torch.randn(2, 3, size, size, dtype=torch.float64)
    (images(network.synthesis, ws, size) * weights).sum().backward()
    assert ws.grad is not None
    along = torch.randn_like(ws) * 1e-6
    with torch.no_grad():
        ahead, behind = (images(network.synthesis, ws + way * along, size) for way in (1, -1))
    difference = ((ahead - behind) * weights).sum() / 2
    torch.testing.assert_close((ws.grad * along).sum(), difference, rtol=1e-4, atol=0)
