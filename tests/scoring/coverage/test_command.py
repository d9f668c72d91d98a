"""The coverage study: what it counts, and that its truths are those of its simulations."""

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import logistic, norm

from game.common.vocabulary import Design
from game.scoring.calibration import brier_score, expected_calibration_error
from game.scoring.coverage import in_pairs, of_judges, on_faces
from game.scoring.coverage.command import coverage
from game.scoring.coverage.interval import Interval
from game.scoring.coverage.study import faces, mean_right, pairs, rated_auc, seats
from game.scoring.crowd import team
from game.scoring.people_and_network import network_in_pairs, people_in_pairs, people_on_faces
from game.scoring.scored_guesses import ScoredGuesses
from game.scoring.signal_detection import d_prime

LARGE = 200_000


def apart(people: int) -> tuple[np.ndarray, np.ndarray]:
    """Each of very many people answers one trial of their own."""
    return np.arange(people), np.arange(people)


def test_the_truths_of_pairs_are_what_a_very_large_study_finds() -> None:
    study = pairs(np.random.default_rng(0), *apart(LARGE), photos=LARGE)
    people = people_in_pairs(study.guesses)
    network = network_in_pairs(study.guesses, study.network)
    assert people.auc is not None
    assert network.auc is not None
    assert people.accuracy.value == pytest.approx(in_pairs.RIGHT, abs=0.004)
    assert people.auc.value == pytest.approx(in_pairs.RATED, abs=0.004)
    assert network.accuracy.value == pytest.approx(in_pairs.NETWORK_RIGHT, abs=0.004)
    assert network.auc.value == pytest.approx(in_pairs.NETWORK_RATED, abs=0.004)
    expected = d_prime(in_pairs.RIGHT, Design.TWO_AFC)
    assert people.d_prime.value == pytest.approx(expected, abs=0.02)


def test_the_truth_of_a_team_is_what_a_very_large_study_finds() -> None:
    study = pairs(np.random.default_rng(0), *apart(LARGE), photos=LARGE)
    trusted = np.tile([0.5, 0.55, 0.65, 0.8], (10, 1))
    found = team(study.guesses, study.network, trusted)
    rng = np.random.default_rng(1)
    truths = {
        one.measure: one.truth
        for one in in_pairs.together(pairs(rng, *seats(rng, 20, 2, (2, 2)), photos=9), trusted, rng)
    }
    expected = truths["person and network: share right"]
    assert found.together.value == pytest.approx(expected, abs=0.004)
    gain = truths["person and network less person"]
    assert found.over_person.value == pytest.approx(gain, abs=0.004)


def test_the_truths_of_single_faces_are_what_a_very_large_study_finds() -> None:
    found = people_on_faces(faces(np.random.default_rng(0), *apart(LARGE)))
    assert found.auc is not None
    assert found.hits.value == pytest.approx(on_faces.HITS, abs=0.005)
    assert found.false_alarms.value == pytest.approx(on_faces.FALSE_ALARMS, abs=0.005)
    (truth,) = {
        one.truth
        for one in on_faces.by_people(faces(np.random.default_rng(1), *apart(200)))
        if "AUC" in one.measure
    }
    assert found.auc.value == pytest.approx(truth, abs=0.004)


def test_the_truths_of_a_judge_are_what_very_many_faces_find() -> None:
    rng = np.random.default_rng(0)
    scores = np.r_[rng.normal(of_judges.D_PRIME, 1, LARGE), rng.normal(0, 1, LARGE)]
    fake = np.arange(2 * LARGE) < LARGE
    p = expit(of_judges.BOLD * (scores - of_judges.D_PRIME / 2))
    assert of_judges.true_brier_score() == pytest.approx(brier_score(p, fake), abs=1e-3)
    found = expected_calibration_error(p, fake)
    assert of_judges.true_calibration_error() == pytest.approx(found, abs=2e-3)
    by_name = {one.measure: one for one in of_judges.by_bootstrap(rng)}
    exact = norm.cdf(of_judges.D_PRIME / 2)
    assert by_name["judge: balanced accuracy"].truth == pytest.approx(exact)


def test_ratings_without_ability_are_a_coin_and_with_much_are_certain() -> None:
    assert rated_auc(0, 0.7, logistic) == pytest.approx(0.5)
    assert rated_auc(9, 0.1, norm) == pytest.approx(1)
    assert mean_right(0, 3.0) == pytest.approx(0.5)


def test_rows_say_who_answered_what_and_how_often_the_truth_was_held() -> None:
    rows = coverage(8)
    assert {row["design"] for row in rows} == {"many", "class", "one"}
    assert len({(row["design"], row["measure"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["low"] <= row["coverage"] <= row["high"]
        if row["studies"] == 8:
            assert row["coverage"] >= 0.6, row["measure"]
        else:
            assert row["studies"] == 4
    assert rows == coverage(8)


def test_an_interval_knows_its_figure() -> None:
    (one, *_) = on_faces.by_one(np.random.default_rng(0))
    assert isinstance(one, Interval)
    assert one.low < one.value < one.high


def test_everybody_answers_whole_rounds() -> None:
    guesses: ScoredGuesses = pairs(np.random.default_rng(0), *apart(30), photos=10).guesses
    assert set(guesses.confidence) <= {1, 2, 3}
