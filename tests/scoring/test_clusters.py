"""Intervals of people and trials that come up again, against formulas and other libraries."""

from math import sqrt

import numpy as np
import pytest
from scipy.stats import norm, t

from game.scoring.clusters import Tally, estimate, mean_gain, once_a_trial
from game.scoring.measures import (
    CRITERION,
    D_PRIME_FACES,
    D_PRIME_PAIRS,
    DIFFERENCE,
    FALSE_ALARMS,
    HITS,
    RATED_AUC,
    SHARE,
    outcome,
    pair_of_outcomes,
    rating,
    said,
)
from game.scoring.resampling import bootstrap
from game.scoring.signal_detection import criterion, d_prime_2afc, d_prime_yes_no


def alone(kind: np.ndarray) -> Tally:
    """One answer a trial, by one."""
    return Tally(kind, np.ones(len(kind)), None, np.arange(len(kind)))


def test_figures_of_independent_answers_are_the_formulas() -> None:
    right = np.arange(50) < 35
    assert estimate(alone(outcome(right)), SHARE).value == pytest.approx(0.7)
    assert estimate(alone(outcome(right)), D_PRIME_PAIRS).value == pytest.approx(
        d_prime_2afc(35, 50)
    )
    fake = np.arange(60) < 30
    called_fake = np.r_[np.arange(30) < 24, np.arange(30) < 9]
    kind = alone(said(called_fake == fake, fake))
    assert estimate(kind, HITS).value == pytest.approx(24 / 30)
    assert estimate(kind, FALSE_ALARMS).value == pytest.approx(9 / 30)
    assert estimate(kind, D_PRIME_FACES).value == pytest.approx(d_prime_yes_no(24, 30, 9, 30))
    assert estimate(kind, CRITERION).value == pytest.approx(criterion(24, 30, 9, 30))


def test_the_interval_of_independent_answers_is_the_delta_methods() -> None:
    right = np.arange(10_000) < 7000
    found = estimate(alone(outcome(right)), D_PRIME_PAIRS)
    error = sqrt(2) * sqrt(0.7 * 0.3 / 10_000) / norm.pdf(norm.ppf(0.7))
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * error, rel=1e-3)
    assert found.over == "trials"
    assert found.n == 10_000


def test_a_crossed_table_has_the_variance_of_cameron_gelbach_and_miller() -> None:
    from statsmodels.regression.linear_model import OLS  # slow to load

    rng = np.random.default_rng(0)
    people, trials = (grid.ravel() for grid in np.indices((30, 40)))
    ahead = rng.normal(0.5, 1, 30)[people] + rng.normal(0, 1, 40)[trials]
    gain = np.sign(ahead + rng.normal(size=1200))
    found = mean_gain(gain, np.ones(1200), people, trials)
    model = OLS(gain, np.ones(1200)).fit()
    by_people, by_trials, neither = (
        model.get_robustcov_results("cluster", groups=groups, use_correction=False).cov_params()[
            0, 0
        ]
        for groups in (people, trials, np.arange(1200))
    )
    variance = by_people * 30 / 29 + by_trials * 40 / 39 - neither + 0.5 / 1200**2
    assert (found.high - found.low) / 2 == pytest.approx(t.ppf(0.975, 29) * sqrt(variance))
    assert found.over == "people and trials"
    assert found.value == pytest.approx(gain.mean())


def test_everybody_right_leaves_a_doubt_and_a_difference_stays_within_one() -> None:
    sure = estimate(alone(np.ones(10, int)), SHARE)
    assert (sure.value, sure.high) == (1, 1)
    assert 0.5 < sure.low < 0.9
    apart = estimate(alone(np.full(3, 2)), DIFFERENCE)
    assert (apart.value, apart.high) == (1, 1)
    assert mean_gain(np.zeros(20), np.ones(20), None, np.arange(20)).low < 0
    with pytest.raises(ValueError, match="no answers"):
        estimate(alone(np.empty(0, int)), SHARE)
    with pytest.raises(ValueError, match="no answers"):
        mean_gain(np.empty(0), np.empty(0), None, np.empty(0, int))


def test_every_trial_counts_once() -> None:
    trial = np.array([0, 0, 0, 5])
    tally = Tally(np.array([1, 1, 1, 0]), once_a_trial(trial), np.arange(4), trial)
    assert estimate(tally, SHARE).value == pytest.approx(1 / 2)
    assert once_a_trial(trial).mean() == pytest.approx(1)


def test_the_auc_of_ratings_is_the_share_of_pairs_in_order() -> None:
    # Two trials with the fake first: surely found, and missed unsurely; two without.
    right = np.array([True, False, True, False])
    first = np.array([True, True, False, False])
    sure = np.array([3, 1, 2, 2])
    kind = rating(right, first, sure)
    assert kind.tolist() == [6 + 5, 6 + 2, 1, 4]
    found = estimate(alone(kind), RATED_AUC)
    assert found.value == pytest.approx((2 + 1) / 4)  # 5 beats 1 and 4, 2 beats 1
    assert found.low < found.value < found.high


def test_difference_counts_the_trials_on_which_only_one_is_right() -> None:
    one, other = np.array([True, True, True, False]), np.array([True, False, False, True])
    found = estimate(alone(pair_of_outcomes(one, other)), DIFFERENCE)
    assert found.value == pytest.approx((2 - 1) / 4)


@pytest.mark.parametrize("over", ["people", "trials"])
def test_the_bootstrap_agrees_with_the_formula_it_stands_for(over: str) -> None:
    rng = np.random.default_rng(0)
    people, trials = (grid.ravel() for grid in np.indices((200, 300)))
    kind = outcome(rng.normal(0, 1, 200)[people] + rng.normal(0, 1, 300)[trials] > 0)
    (found,) = bootstrap([Tally(kind, np.ones(60_000), people, trials)], SHARE, over)  # type: ignore[arg-type]
    groups = people if over == "people" else trials
    shares = np.bincount(groups, kind) / np.bincount(groups)
    error = shares.std(ddof=1) / sqrt(len(shares))
    assert found.value == pytest.approx(kind.mean())
    assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.12)
    assert found.over == over


def test_resamples_are_the_same_for_all_tallies_and_every_time() -> None:
    rng = np.random.default_rng(0)
    people, trials = (grid.ravel() for grid in np.indices((20, 20)))
    one = Tally(outcome(rng.random(400) < 0.7), np.ones(400), people, trials)
    other = Tally(1 - one.kind, np.ones(400), people, trials)
    first, mirrored = bootstrap([one, other], SHARE, "people")
    assert (first, mirrored) == tuple(bootstrap([one, other], SHARE, "people"))
    assert (first.low, first.high) == pytest.approx((1 - mirrored.high, 1 - mirrored.low))
    with pytest.raises(ValueError, match="no answers"):
        bootstrap([alone(outcome(np.array([True])))], SHARE, "people")
