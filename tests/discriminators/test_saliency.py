"""Saliency: it finds what a planted network looks at, and what it finds matters."""

import numpy as np
import torch
from torch import Tensor, nn

from game.admin.bench.saliency import deletion, most_salient, scattered
from game.discriminators.network_judge import NetworkJudge
from game.discriminators.overlay import overlay
from game.discriminators.saliency import deleted, salience


class Corner(nn.Module):
    """Log odds from the detail in one corner, and from nothing else."""

    def forward(self, x: Tensor) -> Tensor:
        corner = x[:, :, :40, :40]
        return 20 * (corner[..., 1:] - corner[..., :-1]).square().mean(dim=(1, 2, 3)) - 1


class CornerJudge(NetworkJudge):
    name = "Corner"
    kind = Corner


def pictures(n: int) -> np.ndarray:
    return np.random.default_rng(0).integers(60, 200, (n, 160, 160, 3)).astype(np.uint8)


def test_it_finds_the_corner_that_the_network_looks_at() -> None:
    (picture,) = pictures(1)
    mattered = salience(CornerJudge(Corner(), ""), picture)
    assert mattered.shape == (160, 160)
    assert mattered.max() == 1
    assert mattered[:40, :40].mean() > 20 * mattered[60:, 60:].mean()


def test_deleting_what_is_salient_changes_the_verdict_more() -> None:
    found = deletion(CornerJudge(Corner(), ""), pictures(12))
    assert found["n"] == 12
    assert found["gain_low"] > 0
    assert found["change_salient"] > 3 * found["change_random"]


def test_a_tenth_is_a_tenth_either_way() -> None:
    rng = np.random.default_rng(0)
    assert most_salient(rng.random((160, 160))).sum() == 2560
    assert scattered(160, rng).sum() == 2560


def test_deleted_keeps_the_rest_and_an_overlay_is_a_picture() -> None:
    (picture,) = pictures(1)
    where = np.zeros((160, 160), bool)
    where[:10] = True
    changed = deleted(picture, where)
    assert np.array_equal(changed[10:], picture[10:])
    assert changed[:10].std() < picture[:10].std() / 2
    shown = overlay(picture, salience(CornerJudge(Corner(), ""), picture))
    assert shown.shape == picture.shape
    assert shown.dtype == np.uint8
    red, _, blue = shown[:30, :30].astype(int).mean(axis=(0, 1))
    assert red > blue + 40


def test_the_judges_own_weights_stay_without_gradients() -> None:
    judge = CornerJudge(Corner(), "")
    salience(judge, pictures(1)[0])
    assert not any(p.requires_grad for p in judge.network.parameters())
    assert torch.is_grad_enabled()
