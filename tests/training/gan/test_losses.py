"""The losses, R1 and the average against closed forms."""

import math

import pytest
import torch
from torch import nn

from game.training.gan.losses import (
    critic_loss,
    ema_decay,
    generator_loss,
    hinge_critic_loss,
    hinge_generator_loss,
    r1_penalty,
    update_average,
)
from tests.tolerance import assert_same


def test_losses_at_an_undecided_critic_are_log_2() -> None:
    undecided = torch.zeros(5)
    assert critic_loss(undecided, undecided).item() == pytest.approx(2 * math.log(2))
    assert generator_loss(undecided).item() == pytest.approx(math.log(2))


def test_losses_are_those_of_the_paper() -> None:
    real, fake = torch.tensor([1.0, -2.0]), torch.tensor([0.5, 3.0])
    d_real, d_fake = real.sigmoid(), fake.sigmoid()
    expected = -d_real.log().mean() - (1 - d_fake).log().mean()
    assert_same(critic_loss(real, fake), expected)
    assert_same(generator_loss(fake), -d_fake.log().mean())


def test_hinge_losses_ask_for_no_more_than_a_margin_of_one() -> None:
    real, fake = torch.tensor([0.5, 3.0]), torch.tensor([-4.0, 0.0])
    assert hinge_critic_loss(real, fake).item() == pytest.approx(0.5 / 2 + 1 / 2)
    assert hinge_generator_loss(fake).item() == pytest.approx(2.0)


def test_r1_of_a_linear_critic_is_the_squared_length_of_its_weights() -> None:
    critic = nn.Sequential(nn.Flatten(), nn.Linear(12, 1))
    weight = critic[1].weight
    penalty = r1_penalty(critic, torch.randn(5, 3, 2, 2))
    assert_same(penalty, weight.square().sum())
    penalty.backward()
    assert weight.grad is not None
    assert_same(weight.grad, 2 * weight)


def test_the_average_of_a_constant_network_closes_in_geometrically() -> None:
    average, network = nn.BatchNorm1d(2), nn.BatchNorm1d(2)
    nn.init.constant_(network.weight, 3.0)  # the average begins at 1
    network.running_mean.fill_(8.0)  # the average begins at 0
    network.num_batches_tracked.fill_(5)
    for _ in range(4):
        update_average(average, network, decay=0.9)
    assert_same(average.weight, torch.full((2,), 3 - 2 * 0.9**4))
    assert_same(average.running_mean, torch.full((2,), 8 * (1 - 0.9**4)))
    assert average.num_batches_tracked == 5


def test_half_of_the_old_average_is_gone_after_its_half_life() -> None:
    assert ema_decay(batch=10, seen=10**6, half_life=1000) ** 100 == pytest.approx(0.5)
    assert ema_decay(batch=10, seen=2000, half_life=1000) ** 10 == pytest.approx(0.5)
    assert ema_decay(batch=10, seen=0, half_life=1000) == 0
