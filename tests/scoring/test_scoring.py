"""Scores against closed forms."""

from datetime import UTC, datetime
from math import sqrt

import pytest

from game.scoring.intervals import wilson
from game.scoring.leaderboard import rank
from game.scoring.signal_detection import d_prime_2afc
from game.store.tables import Kind


def test_wilson_is_its_formula() -> None:
    k, n, z = 7, 10, 1.959963984540054
    centre = (k + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * sqrt(k * (n - k) / n + z * z / 4)
    assert wilson(k, n) == pytest.approx((centre - half, centre + half))


def test_wilson_of_known_scores() -> None:
    assert wilson(7, 10) == pytest.approx((0.397, 0.892), abs=5e-4)
    assert wilson(70, 100) == pytest.approx((0.604, 0.781), abs=5e-4)
    assert wilson(0, 0) == (0.0, 1.0)
    with pytest.raises(ValueError, match="k"):
        wilson(11, 10)


def test_d_prime_of_chance_is_zero_and_errors_mirror() -> None:
    assert d_prime_2afc(5, 10) == pytest.approx(0)
    assert d_prime_2afc(3, 10) == pytest.approx(-d_prime_2afc(7, 10))


def test_d_prime_is_root_two_z() -> None:
    # z(0.841345) = 1, so 84.1345 % of very many pairs is d' = sqrt(2).
    assert d_prime_2afc(8_413_447, 10_000_000) == pytest.approx(sqrt(2), abs=1e-5)


def test_a_perfect_score_is_finite_by_the_log_linear_correction() -> None:
    # (10 + 1/2) / 11 = 0.954545..., z = 1.690622
    assert d_prime_2afc(10, 10) == pytest.approx(sqrt(2) * 1.690622, abs=1e-5)
    with pytest.raises(ValueError, match="no score"):
        d_prime_2afc(0, 0)


def test_a_hundred_good_pairs_stand_above_ten_lucky_ones() -> None:
    when = datetime(2026, 1, 1, tzinfo=UTC)
    board = rank(
        [
            (1, "lucky", Kind.HUMAN, 10, 9, when),
            (2, "steady", Kind.MODEL, 100, 88, when),
            (3, "poor", Kind.HUMAN, 100, 40, when),
        ]
    )
    assert [line.nickname for line in board] == ["steady", "lucky", "poor"]
    assert board[0].accuracy == 0.88
