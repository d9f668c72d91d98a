"""People against networks on the same trials."""

from math import sqrt

import numpy as np
import pytest
from scipy.stats import norm

from game.scoring.clusters import Estimate
from game.scoring.people_and_network import (
    differences,
    network_in_pairs,
    network_on_faces,
    people_in_pairs,
    people_on_faces,
)
from game.scoring.scored_guesses import Network, ScoredGuesses, judged_by
from game.scoring.signal_detection import criterion, d_prime_2afc, d_prime_yes_no


def crossed(people: int, trials: int, seed: int = 0) -> ScoredGuesses:
    """Everybody answers every trial, the n-th of which is as hard as any."""
    rng = np.random.default_rng(seed)
    player, trial = (grid.ravel() for grid in np.indices((people, trials)))
    first = rng.random(trials) < 0.5
    right = rng.random(len(player)) < 0.7
    return ScoredGuesses(player, trial, right, rng.integers(0, 4, len(player)), first[trial])


def test_a_networks_figures_are_those_of_one_player() -> None:
    guesses = crossed(3, 40)
    right = np.arange(40) < 30
    _, fake = guesses.trials
    pairs = network_in_pairs(guesses, Network(right.astype(int), np.full((40, 2), 0.5)))
    assert pairs.accuracy.value == pytest.approx(0.75)
    assert pairs.d_prime.value == pytest.approx(d_prime_2afc(30, 40))
    assert pairs.accuracy.over == "trials"
    assert pairs.accuracy.n == 40
    faces = network_on_faces(guesses, Network(right.astype(int), np.full((40, 2), 0.5)))
    counts = (
        int((right & fake).sum()),
        int(fake.sum()),
        int((~right & ~fake).sum()),
        int((~fake).sum()),
    )
    assert faces.d_prime.value == pytest.approx(d_prime_yes_no(*counts))
    assert faces.criterion.value == pytest.approx(criterion(*counts))
    assert faces.hits.value == pytest.approx(counts[0] / counts[1])
    assert faces.false_alarms.value == pytest.approx(counts[2] / counts[3])


def test_a_networks_auc_is_of_how_much_likelier_the_first_face_is_the_fake() -> None:
    from sklearn.metrics import roc_auc_score  # slow to load

    guesses = crossed(1, 60)
    _, first = guesses.trials
    p = np.random.default_rng(1).random((60, 2))
    found = network_in_pairs(guesses, Network(np.ones(60, int), p)).auc
    assert found is not None
    odds = np.log(p / (1 - p))
    assert found.value == pytest.approx(roc_auc_score(first, odds[:, 0] - odds[:, 1]))
    single = np.c_[p[:, 0], np.full(60, np.nan)]
    alone = network_on_faces(guesses, Network(np.ones(60, int), single)).auc
    assert alone is not None
    assert alone.value == pytest.approx(roc_auc_score(first, p[:, 0]))


def test_people_less_network_is_the_difference_of_both_figures() -> None:
    guesses = crossed(20, 50)
    network = Network((np.arange(50) < 45).astype(int), np.full((50, 2), 0.5))
    (found,) = differences(guesses, [network])
    apart = people_in_pairs(guesses).accuracy.value - 0.9
    assert found.both.value == found.people.value == pytest.approx(apart)
    assert found.trials.value == pytest.approx(apart)
    assert (found.both.over, found.people.over, found.trials.over) == (
        "people and trials",
        "people",
        "trials",
    )
    for way in (found.both, found.people, found.trials):
        assert way.low < way.value < way.high
    assert found.both.high - found.both.low > 0.9 * (found.trials.high - found.trials.low)


def test_trials_that_a_network_has_not_judged_are_left_out() -> None:
    guesses = crossed(4, 10)
    right = np.where(np.arange(10) < 6, 1, -1)
    network = Network(right, np.full((10, 2), 0.5))
    assert set(judged_by(guesses, network).trial) == set(range(6))
    (found,) = differences(guesses, [network])
    assert found.both.n == 24
    other = Network(np.ones(10, int), np.full((10, 2), 0.5))
    one, two = differences(guesses, [network, other])
    assert one.both == found.both
    assert two.both.n == 40
    with pytest.raises(ValueError, match="no answers"):
        differences(guesses, [Network(np.full(10, -1), np.full((10, 2), 0.5))])


def test_one_person_is_compared_over_trials_only() -> None:
    (found,) = differences(crossed(1, 30), [Network(np.ones(30, int), np.full((30, 2), 0.5))])
    assert found.both.over == "trials"
    assert found.both.low < found.both.value


def test_people_on_single_faces_of_equal_weight_are_counted_together() -> None:
    guesses = crossed(5, 30)
    found = people_on_faces(guesses)
    called = guesses.right == guesses.fake_first
    assert found.hits.value == pytest.approx(called[guesses.fake_first].mean())
    assert found.false_alarms.value == pytest.approx(called[~guesses.fake_first].mean())
    expected = norm.ppf(found.hits.value) - norm.ppf(found.false_alarms.value)
    assert found.d_prime.value == pytest.approx(expected, abs=0.03)  # but for the correction
    assert people_in_pairs(guesses).d_prime.value == pytest.approx(
        sqrt(2) * norm.ppf(guesses.right.mean()), abs=0.02
    )


def test_without_confidence_or_with_fakes_on_one_side_only_ratings_have_no_auc() -> None:
    guesses = crossed(5, 30)
    silent = ScoredGuesses(
        guesses.player, guesses.trial, guesses.right, np.zeros(150, int), guesses.fake_first
    )
    assert people_in_pairs(silent).auc is None
    assert people_in_pairs(guesses.only(guesses.fake_first)).auc is None
    assert people_in_pairs(guesses).auc is not None


def test_errors_are_shared_as_kappa_says() -> None:
    guesses = crossed(20, 50)

    def kappa(right: np.ndarray) -> Estimate:
        network = Network(right.astype(int), np.full((50, 2), 0.5))
        return differences(guesses, [network])[0].kappa

    rng = np.random.default_rng(1)
    found = kappa(rng.random(50) < 0.6)
    assert found.low < 0 < found.high
    assert abs(found.value) < 0.2
    assert np.isnan(kappa(np.ones(50)).value)
    one = guesses.only(guesses.player == 0)
    same = Network(one.right.astype(int), np.full((50, 2), 0.5))
    assert differences(one, [same])[0].kappa.value == 1


def test_kappa_is_cohens() -> None:
    from sklearn.metrics import cohen_kappa_score  # slow to load

    guesses = crossed(1, 80)
    right = np.random.default_rng(2).random(80) < 0.8
    (found,) = differences(guesses, [Network(right.astype(int), np.full((80, 2), 0.5))])
    assert found.kappa.value == pytest.approx(cohen_kappa_score(guesses.right, right))
