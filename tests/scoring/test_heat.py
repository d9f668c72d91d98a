"""A heat map against closed forms."""

import numpy as np
import pytest

from game.scoring.heat import heat


def test_one_spot_is_a_normal_density_around_it() -> None:
    found = heat(np.array([[0.5, 0.25]]), 100, 100, spread=0.05)
    y, x = np.mgrid[:100, :100] + 0.5
    sigma = 5.0
    density = np.exp(-((x - 50) ** 2 + (y - 25) ** 2) / (2 * sigma**2)) / (2 * np.pi * sigma**2)
    assert found == pytest.approx(density)


def test_spots_add_up_and_each_weighs_one() -> None:
    spots = np.array([[0.5, 0.5], [0.4, 0.6], [0.5, 0.5]])
    found = heat(spots, 120, 160, spread=0.03)
    assert found.shape == (120, 160)
    assert found.sum() == pytest.approx(3, abs=1e-3)
    assert found == pytest.approx(sum(heat(spots[[i]], 120, 160, spread=0.03) for i in range(3)))


def test_left_and_up_are_where_they_should_be() -> None:
    found = heat(np.array([[0.05, 0.95]]), 20, 40)
    assert np.unravel_index(found.argmax(), found.shape)[0] >= 18
    assert np.unravel_index(found.argmax(), found.shape)[1] <= 2


def test_a_spot_in_a_corner_keeps_a_quarter_of_itself() -> None:
    assert heat(np.zeros((1, 2)), 200, 200, spread=0.05).sum() == pytest.approx(0.25, abs=1e-3)


def test_no_spot_is_no_heat() -> None:
    assert not heat(np.empty((0, 2)), 8, 8).any()
