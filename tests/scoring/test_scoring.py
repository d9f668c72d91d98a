"""Scores against closed forms."""

from datetime import UTC, datetime
from math import sqrt

import pytest

from game.common.vocabulary import Design, Kind
from game.scoring.intervals import newcombe, wilson
from game.scoring.leaderboard import rank
from game.scoring.signal_detection import criterion, d_prime_2afc, d_prime_yes_no, yes_no_errors


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
            (1, "lucky", Kind.HUMAN, 10, 9, when, 5, 4),
            (2, "steady", Kind.MODEL, 100, 88, when, 50, 44),
            (3, "poor", Kind.HUMAN, 100, 40, when, 50, 20),
        ]
    )
    assert [line.nickname for line in board] == ["steady", "lucky", "poor"]
    assert board[0].accuracy == 0.88


def test_newcombe_of_his_own_example() -> None:
    # Newcombe 1998, table II, method 10, column (a): 56 of 70 less 48 of 80.
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    low, high = newcombe(48, 80, 56, 70)
    assert (low, high) == pytest.approx((-0.3339, -0.0524), abs=5e-5)


def test_newcombe_stays_within_one_and_needs_trials() -> None:
    # The same by statsmodels 0.14, method "newcomb".
    assert newcombe(10, 10, 0, 10) == pytest.approx((0.607509, 1.0), abs=1e-6)
    with pytest.raises(ValueError, match="no trials"):
        newcombe(1, 1, 0, 0)


def test_d_prime_and_criterion_of_single_faces_are_their_formulas() -> None:
    # Rates of 0.841345 = Phi(1) and 0.308538 = Phi(-0.5), of very many faces.
    counts = (8_413_447, 10_000_000, 3_085_375, 10_000_000)
    assert d_prime_yes_no(*counts) == pytest.approx(1.5, abs=1e-5)
    assert criterion(*counts) == pytest.approx(-0.25, abs=1e-5)


def test_who_answers_at_random_or_always_the_same_is_not_sensitive() -> None:
    assert d_prime_yes_no(32, 64, 32, 64) == criterion(32, 64, 32, 64) == pytest.approx(0)
    assert d_prime_yes_no(64, 64, 64, 64) == pytest.approx(0)
    assert criterion(64, 64, 64, 64) < -2
    assert criterion(0, 64, 0, 64) == pytest.approx(-criterion(64, 64, 64, 64))


def test_a_perfect_yes_no_score_is_finite_by_the_log_linear_correction() -> None:
    # (64 + 1/2) / 65 = 0.992308, z = 2.423
    assert d_prime_yes_no(64, 64, 0, 64) == pytest.approx(2 * 2.4234, abs=1e-3)
    for counts in ((1, 0, 0, 1), (0, 1, 0, 0), (2, 1, 0, 1)):
        with pytest.raises(ValueError, match="no rate"):
            d_prime_yes_no(*counts)


def test_the_error_of_d_prime_is_that_of_two_probits_and_of_c_half_of_it() -> None:
    # At rates of 1/2 a probit's variance is (1/4) / (n phi(0)^2) = pi / (2 n).
    d_prime, c = yes_no_errors(32, 64, 32, 64)
    assert d_prime == pytest.approx(sqrt(3.14159265 / 64))
    assert c == pytest.approx(d_prime / 2)


def test_each_design_is_ranked_with_its_own_sensitivity() -> None:
    # Twenty faces, of them ten fakes: 8 hits, and 7 photos right, so 3 false alarms.
    row = (1, "Ada", Kind.HUMAN, 20, 15, datetime(2026, 1, 1, tzinfo=UTC), 10, 8)
    (pairs,), (faces,), (odd,) = (rank([row], design) for design in Design)
    assert (pairs.d_prime, pairs.bias) == (d_prime_2afc(15, 20), None)
    assert (faces.d_prime, faces.bias) == (
        d_prime_yes_no(8, 10, 3, 10),
        criterion(8, 10, 3, 10),
    )
    assert (odd.d_prime, odd.bias) == (None, None)
    (only_photos,) = rank([(*row[:6], 0, 0)], Design.YES_NO)
    assert only_photos.d_prime is None
