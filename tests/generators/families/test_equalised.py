"""The equalised learning rate against its definition."""

import math

import torch

from game.generators.families.equalised import EqualisedConv2d, EqualisedLinear
from tests.tolerance import assert_same


def test_weights_are_normal_and_outputs_keep_the_variance() -> None:
    torch.manual_seed(0)
    linear, conv = EqualisedLinear(400, 300), EqualisedConv2d(64, 300, 3)
    for layer in (linear, conv):
        assert abs(layer.weight.std().item() - 1) < 0.01
        assert layer.scaled_weight.std().item() * math.sqrt(layer.weight[0].numel()) - 1 < 0.01
    assert abs(linear(torch.randn(500, 400)).std().item() - 1) < 0.02
    assert abs(conv(torch.randn(4, 64, 9, 9))[:, :, 1:-1, 1:-1].std().item() - 1) < 0.05


def test_a_step_changes_the_used_weight_by_the_scale() -> None:
    for pace in (1.0, 0.01):
        linear = EqualisedLinear(16, 3, bias=1.0, pace=pace)
        assert torch.allclose(linear.scaled_bias, torch.ones(3))
        before = linear.scaled_weight.detach().clone()
        # Adam's first step is its learning rate, whatever the gradient's size.
        optimiser = torch.optim.Adam(linear.parameters(), lr=0.1)
        (1000 * linear(torch.ones(1, 16))).sum().backward()
        optimiser.step()
        assert_same(linear.scaled_weight, before - 0.1 * pace / 4)
        assert torch.allclose(linear.scaled_bias, torch.tensor(1 - 0.1 * pace))
