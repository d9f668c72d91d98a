"""AUC and its interval against counting, scikit-learn and simulation."""

import numpy as np
import pytest
from scipy.stats import norm

from game.scoring.auc import auc_interval


def test_auc_is_the_share_of_pairs_in_order() -> None:
    auc, low, high = auc_interval(np.array([3.0, 2.0]), np.array([1.0, 2.0]))
    assert auc == (1 + 1 + 1 + 0.5) / 4
    assert 0 < low < auc < high < 1


def test_auc_is_scikit_learns() -> None:
    from sklearn.metrics import roc_auc_score  # slow to load

    rng = np.random.default_rng(0)
    fakes, reals = rng.integers(0, 9, 70), rng.integers(0, 7, 50)
    labels = np.repeat([1, 0], [70, 50])
    expected = roc_auc_score(labels, np.concatenate([fakes, reals]))
    assert auc_interval(fakes, reals)[0] == pytest.approx(expected)


@pytest.mark.parametrize("d_prime", [0.0, 1.0, 2.5])
def test_the_interval_holds_the_truth_in_about_95_of_100_studies(d_prime: float) -> None:
    rng = np.random.default_rng(1)
    truth = norm.cdf(d_prime / np.sqrt(2))
    inside = 0
    for _ in range(600):
        _, low, high = auc_interval(rng.normal(d_prime, 1, 60), rng.normal(0, 1, 60))
        inside += low <= truth <= high
    assert 0.92 <= inside / 600 <= 0.98


def test_a_perfect_separation_still_has_some_doubt() -> None:
    auc, low, high = auc_interval(np.arange(10, 20.0), np.arange(10.0))
    assert auc == 1
    assert 0.6 < low < 0.8  # ten of ten: Wilson's 0.722
    assert high == pytest.approx(1)


def test_scores_that_are_all_equal_are_exactly_chance() -> None:
    assert auc_interval(np.ones(20), np.ones(30)) == pytest.approx((0.5, 0.5, 0.5))
