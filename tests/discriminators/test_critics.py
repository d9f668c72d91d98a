"""The critics: one logit an image, and what each is known for."""

import hashlib
from pathlib import Path

import pytest
import torch
from torch import nn

from game.discriminators.critics import (
    DCGANCritic,
    DCGANCriticConfig,
    FullyConnectedCritic,
    FullyConnectedCriticConfig,
    Maxout,
    ProGANCritic,
    ProGANCriticConfig,
    StyleCritic,
    StyleCriticConfig,
    UnfoldedConv2d,
    load_critic,
    save_critic,
    with_batch_deviation,
)
from tests.tolerance import assert_same

CRITICS = {
    "fully-connected": lambda: FullyConnectedCritic(FullyConnectedCriticConfig((6, 6), 16)),
    "dcgan": lambda: DCGANCritic(DCGANCriticConfig((8, 4))),
    "progan": lambda: ProGANCritic(ProGANCriticConfig((8, 6, 4))),
    "style": lambda: StyleCritic(StyleCriticConfig((8, 4))),
}


@pytest.fixture(params=CRITICS)
def critic(request: pytest.FixtureRequest) -> nn.Module:
    """A small untrained one of each, of 16 pixels."""
    torch.manual_seed(0)
    made: nn.Module = CRITICS[request.param]()
    return made.eval()


def test_a_critic_gives_a_logit_an_image_and_survives_its_checkpoint(
    critic: nn.Module, tmp_path: Path
) -> None:
    images = torch.randn(8, 3, 16, 16)
    logits = critic(images)
    assert logits.shape == (8,)
    assert logits.std() > 0
    path = tmp_path / "critic.safetensors"
    save_critic(critic, path)
    loaded = load_critic(path, hashlib.sha256(path.read_bytes()).hexdigest())
    assert torch.allclose(loaded(images), logits, atol=1e-2)


def test_the_unfolded_convolution_is_a_convolution_to_its_second_gradient() -> None:
    torch.manual_seed(0)
    conv = UnfoldedConv2d(3, 5, 4, stride=2, padding=1, bias=False)
    x = torch.randn(2, 3, 8, 8, requires_grad=True)
    results = []
    for y in (conv(x), nn.functional.conv2d(x, conv.weight, stride=2, padding=1)):
        (gradient,) = torch.autograd.grad(y.square().sum(), x, create_graph=True)
        (second,) = torch.autograd.grad(gradient.square().sum(), conv.weight)
        results.append((y, gradient, second))
    for ours, expected in zip(*results, strict=True):
        assert_same(ours, expected)


def test_maxout_is_the_larger_of_two_maps() -> None:
    layer, x = Maxout(5, 3), torch.randn(4, 5)
    both = torch.stack([x @ layer.weight[k::2].T + layer.bias[k::2] for k in (0, 1)])
    assert_same(layer(x), both.amax(dim=0))


def test_the_batch_deviation_is_that_of_groups_of_four() -> None:
    x = torch.randn(8, 2, 4, 4)
    channel = with_batch_deviation(x)[:, 2]
    for first in (0, 1):  # two groups, interleaved
        expected = x[first::2].std(dim=0, unbiased=False).mean()
        assert torch.allclose(channel[first::2], expected.expand(4, 4, 4), atol=1e-4)
    same = torch.ones(4, 2, 4, 4)
    assert torch.allclose(with_batch_deviation(same)[:, 2], torch.full((4, 4, 4), 1e-4))


def test_a_growing_critic_ends_its_fade_as_the_grown_one() -> None:
    torch.manual_seed(0)
    critic = ProGANCritic(ProGANCriticConfig((8, 6, 4)))
    images = torch.randn(4, 3, 16, 16)

    def at(level: float, seen: torch.Tensor) -> torch.Tensor:
        critic.level.fill_(level)
        return critic(seen)

    grown = at(2, images)
    assert_same(at(2 - 1e-6, images), grown)
    halved = nn.functional.avg_pool2d(images, 2)
    assert_same(at(1 + 1e-6, images), at(1, halved))
