"""People against one network on the same trials.

Every trial counts once, however many people answered it, for people as for the network; so the
difference is people's figure less the network's. Intervals of people's figures allow for other
people and other trials, a network's for other trials only: there is but one of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.scoring.answers import Answers, Network, judged_by, log_odds
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


def people_in_pairs(answers: Answers) -> Side:
    """People's figures in pairs; ValueError without an answer."""
    kind = outcome(answers.right)
    return Side(
        _people(answers, kind, SHARE), _people(answers, kind, D_PRIME_PAIRS), _rated_auc(answers)
    )


def people_on_faces(answers: Answers) -> FacesSide:
    """People's figures on single faces; ValueError without an answer."""
    kind = said(answers.right, answers.fake_first)
    return FacesSide(
        accuracy=_people(answers, outcome(answers.right), SHARE),
        d_prime=_people(answers, kind, D_PRIME_FACES),
        auc=_rated_auc(answers),
        hits=_people(answers, kind, HITS),
        false_alarms=_people(answers, kind, FALSE_ALARMS),
        criterion=_people(answers, kind, CRITERION),
    )


def network_in_pairs(answers: Answers, network: Network) -> Side:
    """The network's figures on the pairs of these answers, all of which it has judged."""
    trial, fake_first = answers.trials
    kind = outcome(network.right[trial] == 1)
    return Side(
        _once(trial, kind, SHARE),
        _once(trial, kind, D_PRIME_PAIRS),
        _scored_auc(log_odds(network.p[trial]), fake_first),
    )


def network_on_faces(answers: Answers, network: Network) -> FacesSide:
    """The network's figures on the single faces of these answers, all of which it has judged."""
    trial, fake = answers.trials
    right = network.right[trial] == 1
    kind = said(right, fake)
    return FacesSide(
        accuracy=_once(trial, outcome(right), SHARE),
        d_prime=_once(trial, kind, D_PRIME_FACES),
        auc=_scored_auc(log_odds(network.p[trial]), fake),
        hits=_once(trial, kind, HITS),
        false_alarms=_once(trial, kind, FALSE_ALARMS),
        criterion=_once(trial, kind, CRITERION),
    )


def differences(answers: Answers, networks: Sequence[Network]) -> list[Difference]:
    """People less each network, on the trials that this network has judged.

    Raises ValueError if there is a network that has judged none.
    """
    tallies = []
    for network in networks:
        judged = judged_by(answers, network)
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


def _people(answers: Answers, kind: np.ndarray, measure: Measure) -> Estimate:
    return estimate(Tally(kind, answers.weight, answers.player, answers.trial), measure)


def _once(trial: np.ndarray, kind: np.ndarray, measure: Measure) -> Estimate:
    return estimate(Tally(kind, np.ones(len(trial)), None, trial), measure)


def _rated_auc(answers: Answers) -> Estimate | None:
    sure = answers.only(answers.confidence > 0)
    if not 0 < sure.fake_first.sum() < len(sure.right):
        return None
    return _people(sure, rating(sure.right, sure.fake_first, sure.confidence), RATED_AUC)


def _scored_auc(scores: np.ndarray, fake: np.ndarray) -> Estimate | None:
    if min(fake.sum(), (~fake).sum()) < 2:
        return None
    return Estimate(*auc_interval(scores[fake], scores[~fake]), len(scores), "trials")
