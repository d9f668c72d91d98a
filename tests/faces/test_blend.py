"""A part set into a picture: nothing outside moves, and no seam shows."""

import numpy as np
import pytest

from game.faces.blend import blend


@pytest.fixture
def slope() -> np.ndarray:
    """Uint8 (40, 40, 3), lighter from left to right."""
    return np.repeat(np.tile(np.arange(40) * 3 + 60, (40, 1))[..., None], 3, axis=2).astype(
        np.uint8
    )


@pytest.fixture
def hole() -> np.ndarray:
    hole = np.zeros((40, 40), bool)
    hole[10:25, 5:30] = True
    hole[30:, 30:] = True  # at the picture's corner
    return hole


def test_the_picture_stays_outside_and_its_own_part_comes_back(
    slope: np.ndarray, hole: np.ndarray
) -> None:
    noise = np.random.default_rng(0).integers(0, 256, slope.shape).astype(np.uint8)
    np.testing.assert_array_equal(blend(slope, noise, hole)[~hole], slope[~hole])
    np.testing.assert_array_equal(blend(slope, slope, hole), slope)


def test_a_filling_of_another_brightness_and_tint_meets_the_edge(
    slope: np.ndarray, hole: np.ndarray
) -> None:
    other = (slope + np.array([40, -30, 10])).astype(np.uint8)
    np.testing.assert_array_equal(blend(slope, other, hole), slope)


def test_the_filling_keeps_its_detail(slope: np.ndarray, hole: np.ndarray) -> None:
    spotted = slope.copy()
    spotted[17, 17] += 50
    blended = blend(slope, spotted - 30, hole).astype(int)
    assert abs(blended[17, 17, 0] - blended[17, 19, 0] - 44) <= 1  # 50 less two columns of slope


def test_a_hole_without_an_edge_is_the_filling(slope: np.ndarray) -> None:
    everywhere = np.ones((40, 40), bool)
    np.testing.assert_array_equal(blend(slope, slope - 9, everywhere), slope - 9)
    np.testing.assert_array_equal(blend(slope, slope - 9, ~everywhere), slope)
