"""The kernel distance against what can be worked out by hand, and its error against repetition."""

import numpy as np
import pytest

from game.scoring.kernel_distance import kernel_distance


def test_six_points_by_hand() -> None:
    x, y = np.array([[0.0], [1.0], [1.0]]), np.array([[0.0], [0.0], [-1.0]])
    # Pairs within x: 1, 1 and (1 + 1)^3; within y: all 1; between: 1 for seven, 0 for two.
    assert kernel_distance(x, y)[0] == pytest.approx((1 + 1 + 8) / 3 + 1 - 2 * 7 / 9)


def test_features_are_scaled_by_their_number() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(20, 3)), rng.normal(1, size=(30, 3))
    twice = kernel_distance(np.hstack([x, x]), np.hstack([y, y]))
    assert twice == pytest.approx(kernel_distance(x, y))


@pytest.mark.parametrize("shift", [0.0, 0.5, 1.0])
def test_of_shifted_gaussians_it_is_the_analytic_mmd(shift: float) -> None:
    # (xy + 1)^3 is a product of moments: MMD² = 3 Δ1² + 3 Δ2² + Δ3² with those of N(shift, 1).
    analytic = 3 * shift**2 + 3 * shift**4 + (shift**3 + 3 * shift) ** 2
    rng = np.random.default_rng(1)
    found = np.array(
        [
            kernel_distance(rng.normal(shift, 1, (100, 1)), rng.normal(0, 1, (60, 1)))[0]
            for _ in range(200)
        ]
    )
    assert abs(found.mean() - analytic) < 3 * found.std() / np.sqrt(len(found))


def test_the_standard_error_is_the_spread_over_repetitions() -> None:
    rng = np.random.default_rng(2)
    samples = [
        kernel_distance(rng.normal(0.5, 1, (100, 8)), rng.normal(0, 1, (60, 8))) for _ in range(300)
    ]
    found, errors = np.transpose(samples)
    assert errors.mean() == pytest.approx(found.std(), rel=0.15)


def test_one_set_against_itself_is_0_but_for_rows_that_meet_themselves() -> None:
    x = np.random.default_rng(3).normal(size=(200, 8))
    themselves = ((x**2).mean(axis=1) + 1) ** 3
    others = ((x @ x.T / 8 + 1) ** 3).sum() - themselves.sum()
    expected = 2 / 200 * (others / (200 * 199) - themselves.mean())
    assert kernel_distance(x, x)[0] == pytest.approx(expected)
    assert abs(expected) < 0.1
