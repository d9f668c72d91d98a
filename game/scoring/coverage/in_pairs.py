"""Intervals about people, a network, crowds and teams in a simulated study of pairs."""

from collections.abc import Iterator

import numpy as np
from scipy.special import logit
from scipy.stats import logistic, norm

from game.common.vocabulary import Design
from game.scoring.coverage.interval import Interval, interval
from game.scoring.coverage.study import (
    ABILITY,
    ABILITY_SPREAD,
    FAKE_SPREAD,
    FOLLOWS,
    NETWORK,
    NODES,
    OWN_NOISE,
    PHOTO_SPREAD,
    SURE,
    WEIGHTS,
    Study,
    judge,
    mean_right,
    rated_auc,
)
from game.scoring.crowd import DIGITS, crowd, crowd_and_network, team, with_voters
from game.scoring.people_and_network import differences, network_in_pairs, people_in_pairs
from game.scoring.scored_guesses import ScoredGuesses
from game.scoring.signal_detection import d_prime

DIFFICULTY_SPREAD = float(np.hypot(PHOTO_SPREAD, FAKE_SPREAD))
RIGHT = float(mean_right(ABILITY, np.hypot(ABILITY_SPREAD, DIFFICULTY_SPREAD)))
MARGIN_SPREAD = float(np.hypot(FOLLOWS * DIFFICULTY_SPREAD, OWN_NOISE))
NETWORK_RIGHT = float(norm.cdf(NETWORK / MARGIN_SPREAD))
RATED = rated_auc(ABILITY, float(np.hypot(ABILITY_SPREAD, DIFFICULTY_SPREAD)), logistic)
NETWORK_RATED = float(norm.cdf(np.sqrt(2) * NETWORK / MARGIN_SPREAD))
LEAST = 5  # voters
AGAIN = 60  # fresh sets of trials before the same voters


def against_network(study: Study) -> Iterator[Interval]:
    """People's figures, the network's, and their difference."""
    people, network = people_in_pairs(study.guesses), network_in_pairs(study.guesses, study.network)
    yield interval("people: share right in pairs", people.accuracy, RIGHT)
    yield interval("people: d′ in pairs", people.d_prime, d_prime(RIGHT, Design.TWO_AFC))
    yield interval("network: share right in pairs", network.accuracy, NETWORK_RIGHT)
    yield interval("network: d′ in pairs", network.d_prime, d_prime(NETWORK_RIGHT, Design.TWO_AFC))
    if people.auc and network.auc:
        yield interval("people: AUC of ratings in pairs", people.auc, RATED)
        yield interval("network: AUC of ratings in pairs", network.auc, NETWORK_RATED)
    (found,) = differences(study.guesses, [study.network])
    yield interval("people less network: people and trials", found.both, RIGHT - NETWORK_RIGHT)
    truth = _right_on_these(study) - network.accuracy.value
    yield interval("people less network: bootstrap over people", found.people, truth)
    truth = _right_by_these(study) - NETWORK_RIGHT
    yield interval("people less network: bootstrap over trials", found.trials, truth)
    yield interval("people and network: error consistency", found.kappa, _shared_errors())


def together(study: Study, trusted: np.ndarray, rng: np.random.Generator) -> Iterator[Interval]:
    """Crowd and team with this trust (10, 4); the gain over a member has no formula."""
    voted = with_voters(study.guesses, LEAST)
    found = crowd(voted, trusted)
    majority, weighted = _before_the_same_voters(study, voted, trusted, rng)
    yield interval("crowd: majority", found.majority, majority)
    yield interval("crowd: weighted by confidence", found.weighted, weighted)
    yield interval("crowd: gain over a member", found.gain)
    difference = crowd_and_network(voted, study.network)
    yield interval("crowd less network", difference, majority - NETWORK_RIGHT)
    pair = team(study.guesses, study.network, trusted)
    right = _right_together(trusted)
    yield interval("person and network: share right", pair.together, right)
    yield interval("person and network less person", pair.over_person, right - RIGHT)
    yield interval("person and network less network", pair.over_network, right - NETWORK_RIGHT)


def _right_on_these(study: Study) -> float:
    """The share that other people would get right of the same trials, each counting once."""
    asked = study.guesses.trials[0]
    return float(mean_right(ABILITY - study.difficulty[asked], ABILITY_SPREAD).mean())


def _right_by_these(study: Study) -> float:
    """The share that the same people would get right of other trials."""
    right = mean_right(study.ability, DIFFICULTY_SPREAD)[study.guesses.player]
    return float(np.average(right, weights=study.guesses.weight))


def _right_together(trusted: np.ndarray) -> float:
    """The share that people and network together get right with this trust, by quadrature."""
    difficulty = DIFFICULTY_SPREAD * NODES
    cuts = np.array([-np.inf, -SURE[1], -SURE[0], 0, *SURE, np.inf])
    ahead = ABILITY + ABILITY_SPREAD * NODES - difficulty[:, None]
    below = logistic.cdf(cuts[:, None, None] - ahead) @ WEIGHTS
    said = np.diff(below, axis=0)  # surely wrong to surely right, by difficulty
    weight = logit(trusted[:, 1:])
    word = np.concatenate([-weight[:, ::-1], weight], axis=1)
    margin = NETWORK - FOLLOWS * difficulty
    right = norm.cdf((margin + word[:, :, None]) / OWN_NOISE)  # (10, 6, difficulties)
    return float((right * said).sum(axis=1).mean(axis=0) @ WEIGHTS)


def _before_the_same_voters(
    study: Study, voted: ScoredGuesses, trusted: np.ndarray, rng: np.random.Generator
) -> tuple[float, float]:
    """How often their majority and their weighted vote would be right on other trials."""
    digit, weights = voted.trial % DIGITS, logit(trusted)
    trials = len(study.fake)
    difficulty = rng.normal(0, DIFFICULTY_SPREAD, (AGAIN, trials))
    right, sure = judge(rng, study.ability[voted.player] - difficulty[:, voted.trial])
    place = (np.arange(AGAIN)[:, None] * trials + voted.trial).ravel()
    shares = []
    for weight in (np.ones(right.shape), weights[digit, sure]):
        margin = np.bincount(place, np.where(right, weight, -weight).ravel(), AGAIN * trials)
        margin = margin.reshape(AGAIN, trials)[:, voted.trials[0]]
        shares.append(float(np.where(np.abs(margin) < 1e-9, 0.5, margin > 0).mean()))
    return shares[0], shares[1]


def _shared_errors() -> float:
    """Cohen's κ of all people and the network on the same pairs."""
    difficulty = DIFFICULTY_SPREAD * NODES
    one = mean_right(ABILITY - difficulty, ABILITY_SPREAD)
    other = norm.cdf((NETWORK - FOLLOWS * difficulty) / OWN_NOISE)
    a, b = one @ WEIGHTS, other @ WEIGHTS
    agreed = (one * other + (1 - one) * (1 - other)) @ WEIGHTS
    expected = a * b + (1 - a) * (1 - b)
    return float((agreed - expected) / (1 - expected))
