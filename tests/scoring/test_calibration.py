"""Calibration measures and Platt's scaling against cases whose answer is known."""

import numpy as np
import pytest
from scipy.special import expit

from game.scoring.calibration import (
    balanced_accuracy,
    bootstrap_interval,
    brier_score,
    expected_calibration_error,
    fit_platt,
    reliability,
)


def test_a_judge_that_says_what_is_has_no_calibration_error() -> None:
    p = np.repeat([0.25, 0.75], 400)
    fake = np.concatenate([np.arange(400) < 100, np.arange(400) < 300])
    assert expected_calibration_error(p, fake) == pytest.approx(0)
    assert brier_score(p, fake) == pytest.approx(0.25 * 0.75)


def test_a_judge_that_is_always_sure_and_half_right_errs_by_a_half() -> None:
    p, fake = np.ones(100), np.arange(100) < 50
    assert expected_calibration_error(p, fake) == pytest.approx(0.5)
    assert brier_score(p, fake) == pytest.approx(0.5)
    assert balanced_accuracy(p, fake) == pytest.approx(0.5)


def test_the_error_weighs_bins_by_their_size() -> None:
    p = np.array([0.05] * 90 + [0.95] * 10)
    fake = np.zeros(100, bool)
    assert expected_calibration_error(p, fake) == pytest.approx(0.9 * 0.05 + 0.1 * 0.95)


def test_reliability_counts_every_face_once_and_skips_empty_bins() -> None:
    p, fake = np.array([0.0, 0.04, 0.5, 1.0]), np.array([False, True, True, True])
    points = reliability(p, fake)
    assert [point["n"] for point in points] == [2, 1, 1]
    assert points[0] == {"p": pytest.approx(0.02), "share": 0.5, "n": 2}
    assert points[-1]["share"] == 1


def test_accuracy_is_balanced_whatever_the_numbers() -> None:
    fake = np.arange(100) < 10
    assert balanced_accuracy(np.zeros(100), fake) == 0.5
    assert balanced_accuracy(fake.astype(float), fake) == 1


def test_the_bootstrap_covers_as_often_as_it_says() -> None:
    rng = np.random.default_rng(1)
    fake = np.arange(120) < 60
    covered = 0
    for _ in range(60):
        p = np.where(rng.random(120) < 0.8, fake, ~fake).astype(float)  # right in 80 of 100
        low, high = bootstrap_interval(balanced_accuracy, p, fake)
        covered += low <= 0.8 <= high
    assert 51 <= covered <= 60  # 57 expected


def test_platt_undoes_a_wrong_slope_and_shift() -> None:
    rng = np.random.default_rng(0)
    true = rng.normal(0, 2, 40_000)
    fake = rng.random(40_000) < expit(true)
    slope, shift = fit_platt(3 * true + 5, fake)
    assert slope == pytest.approx(1 / 3, rel=0.05)
    assert shift == pytest.approx(-5 / 3, rel=0.05)


def test_platt_puts_the_threshold_between_classes_of_any_number() -> None:
    scores = np.concatenate(
        [np.random.default_rng(0).normal(m, 1, n) for m, n in ((0, 9000), (4, 900))]
    )
    slope, shift = fit_platt(scores, np.repeat([False, True], [9000, 900]))
    assert -shift / slope == pytest.approx(2, abs=0.15)


def test_platt_is_not_certain_where_the_scores_separate() -> None:
    slope, shift = fit_platt(np.array([-1.0] * 50 + [1.0] * 50), np.arange(100) >= 50)
    assert expit(slope + shift) == pytest.approx(51 / 52, abs=1e-3)
