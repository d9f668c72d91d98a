"""People against one network on the same trials.

Every trial counts once, however many people answered it, for people as for the network; so the
difference is people's figure less the network's. Intervals of people's figures allow for other
people and other trials, a network's for other trials only: there is but one of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.scoring.auc import auc_interval
from game.scoring.clusters import Estimate, Measure, Tally, estimate
from game.scoring.measures import (
    CRITERION,
    D_PRIME_FACES,
    D_PRIME_PAIRS,
    DIFFERENCE,
    FALSE_ALARMS,
    HITS,
    KAPPA,
    RATED_AUC,
    SHARE,
    outcome,
    pair_of_outcomes,
    rating,
    said,
)
from game.scoring.resampling import bootstrap
from game.scoring.scored_guesses import Network, ScoredGuesses, judged_by


@dataclass(frozen=True)
class Side:
    """One side's figures: share right, d′, and the AUC of ratings (None without confidence).

    In pairs the AUC is how well the ratings tell "the fake is left" from "it is right", for people
    and networks alike; of single faces, how well they tell fakes from photos.
    """

    accuracy: Estimate
    d_prime: Estimate
    auc: Estimate | None


@dataclass(frozen=True)
class FacesSide(Side):
    """The same of single faces, with rates of "fake" on fakes and on photos, and the bias c."""

    hits: Estimate
    false_alarms: Estimate
    criterion: Estimate


@dataclass(frozen=True)
class Difference:
    """People's share right less the network's, with an interval for each way to ask again.

    `both` for other people and other trials (`clusters.estimate`), the others by bootstrap.
    `kappa`: how far they err on the same trials, see `measures.KAPPA`.
    """

    both: Estimate
    people: Estimate
    trials: Estimate
    kappa: Estimate


def people_in_pairs(guesses: ScoredGuesses) -> Side:
    """People's figures in pairs; ValueError without an answer."""
    kind = outcome(guesses.right)
    return Side(
        _people(guesses, kind, SHARE), _people(guesses, kind, D_PRIME_PAIRS), _rated_auc(guesses)
    )


def people_on_faces(guesses: ScoredGuesses) -> FacesSide:
    """People's figures on single faces; ValueError without an answer."""
    kind = said(guesses.right, guesses.fake_first)
    return FacesSide(
        accuracy=_people(guesses, outcome(guesses.right), SHARE),
        d_prime=_people(guesses, kind, D_PRIME_FACES),
        auc=_rated_auc(guesses),
        hits=_people(guesses, kind, HITS),
        false_alarms=_people(guesses, kind, FALSE_ALARMS),
        criterion=_people(guesses, kind, CRITERION),
    )


def network_in_pairs(guesses: ScoredGuesses, network: Network) -> Side:
    """The network's figures on the pairs of these answers, all of which it has judged."""
    trial, fake_first = guesses.trials
    kind = outcome(network.right[trial] == 1)
    return Side(
        _once(trial, kind, SHARE),
        _once(trial, kind, D_PRIME_PAIRS),
        _scored_auc(network.log_odds[trial], fake_first),
    )


def network_on_faces(guesses: ScoredGuesses, network: Network) -> FacesSide:
    """The network's figures on the single faces of these answers, all of which it has judged."""
    trial, fake = guesses.trials
    right = network.right[trial] == 1
    kind = said(right, fake)
    return FacesSide(
        accuracy=_once(trial, outcome(right), SHARE),
        d_prime=_once(trial, kind, D_PRIME_FACES),
        auc=_scored_auc(network.log_odds[trial], fake),
        hits=_once(trial, kind, HITS),
        false_alarms=_once(trial, kind, FALSE_ALARMS),
        criterion=_once(trial, kind, CRITERION),
    )


def differences(guesses: ScoredGuesses, networks: Sequence[Network]) -> list[Difference]:
    """People less each network, on the trials that this network has judged.

    Raises ValueError if there is a network that has judged none.
    """
    tallies = []
    for network in networks:
        judged = judged_by(guesses, network)
        kind = pair_of_outcomes(judged.right, network.right[judged.trial] == 1)
        tallies.append(Tally(kind, judged.weight, judged.player, judged.trial))
    return [
        Difference(*ways)
        for ways in zip(
            [estimate(tally, DIFFERENCE) for tally in tallies],
            bootstrap(tallies, DIFFERENCE, "people"),
            bootstrap(tallies, DIFFERENCE, "trials"),
            [estimate(tally, KAPPA) for tally in tallies],
            strict=True,
        )
    ]


def _people(guesses: ScoredGuesses, kind: np.ndarray, measure: Measure) -> Estimate:
    return estimate(Tally(kind, guesses.weight, guesses.player, guesses.trial), measure)


def _once(trial: np.ndarray, kind: np.ndarray, measure: Measure) -> Estimate:
    return estimate(Tally(kind, np.ones(len(trial)), None, trial), measure)


def _rated_auc(guesses: ScoredGuesses) -> Estimate | None:
    sure = guesses.only(guesses.confidence > 0)
    if not 0 < sure.fake_first.sum() < len(sure.right):
        return None
    return _people(sure, rating(sure.right, sure.fake_first, sure.confidence), RATED_AUC)


def _scored_auc(scores: np.ndarray, fake: np.ndarray) -> Estimate | None:
    if min(fake.sum(), (~fake).sum()) < 2:
        return None
    return Estimate(*auc_interval(scores[fake], scores[~fake]), len(scores), "trials")
