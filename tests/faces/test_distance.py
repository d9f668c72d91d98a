"""The distance between pictures against what can be worked out by hand."""

import numpy as np
import pytest

from game.faces.distance import C1, WEIGHTS, distance


def picture(seed: int, side: int = 160) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (side, side, 3), dtype=np.uint8)


def test_a_picture_is_at_distance_0_of_itself() -> None:
    assert distance(picture(1), picture(1)) == pytest.approx(0, abs=1e-6)


def test_it_does_not_matter_which_comes_first() -> None:
    assert distance(picture(1), picture(2)) == pytest.approx(distance(picture(2), picture(1)))


def test_of_two_flat_pictures_only_the_brightness_counts_at_the_coarsest_scale() -> None:
    dark, light = (np.full((64, 64, 3), value, np.uint8) for value in (50, 200))
    alike = (2 * 50 * 200 + C1) / (50**2 + 200**2 + C1)
    assert distance(dark, light) == pytest.approx(1 - alike ** WEIGHTS[-1], abs=1e-5)


def test_pure_noise_has_little_in_common_and_a_little_noise_much() -> None:
    one = picture(1)
    slightly = np.clip(
        one.astype(int) + np.random.default_rng(2).integers(-5, 6, one.shape), 0, 255
    )
    assert distance(one, slightly.astype(np.uint8)) < 0.05
    assert distance(one, picture(2)) > 0.7


def test_the_weights_are_the_published_ones_and_sum_to_1() -> None:
    assert sum(WEIGHTS) == pytest.approx(1, abs=1e-3)


def test_opposite_pictures_are_as_far_as_can_be() -> None:
    one = picture(1)
    assert distance(one, 255 - one) == 1
