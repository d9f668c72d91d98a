"""Many heads: the crowd against its members and a network, and a person together with a network.

How much a word counts follows from how often people were right who were as sure: `crossed_trust`
of all answers that there are, of which a crowd may be a few. No trial's own answers weigh
themselves: what is applied to a trial was learned from those whose number has another last digit.
The intervals take that trust for known.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import logit

from game.scoring.answers import Answers, Network
from game.scoring.clusters import Estimate, Tally, estimate, mean_gain
from game.scoring.measures import SHARE, outcome
from game.scoring.team import team_choices, trust

DIGITS = 10
DEGREES = 4  # of being sure: 1 to 3, and 0 for not said


@dataclass(frozen=True)
class Crowd:
    """The crowd on trials that enough people answered; a tie is half right.

    `majority` and `weighted` (by confidence): share of trials on which the verdict is right, with
    intervals for other trials before the same people. `members`: their own share on these trials.
    `gain`: how much more often than a member the majority of the others is right; `beaten`: the
    share of members who are right less often than the majority of the others on the same trials.
    """

    voters: float
    majority: Estimate
    weighted: Estimate
    members: Estimate
    gain: Estimate
    beaten: float


@dataclass(frozen=True)
class Team:
    """Person and network together, and how much better that is than each alone."""

    together: Estimate
    over_person: Estimate
    over_network: Estimate


def with_voters(answers: Answers, least: int) -> Answers:
    """The answers on trials that at least so many people answered."""
    return answers.only(np.bincount(answers.trial)[answers.trial] >= least)


def crowd(answers: Answers, trusted: np.ndarray) -> Crowd:
    """The crowd of these answers, see `with_voters`; ValueError without an answer.

    `trusted` (10, 4) is what `crossed_trust` says.
    """
    trial = answers.trials[0]
    heads = _for_right(answers.trial, answers.right, np.ones(len(answers.right)))
    weights = logit(_trusted(answers, trusted))
    others = _verdict(heads[answers.trial] - np.where(answers.right, 1, -1))
    own = answers.right.astype(float)
    per_player = np.bincount(answers.player, others - own)
    return Crowd(
        voters=len(answers.right) / max(len(trial), 1),
        majority=_share(_verdict(heads[trial]), trial),
        weighted=_share(_verdict(_for_right(answers.trial, answers.right, weights)[trial]), trial),
        members=estimate(_tally(answers, outcome(answers.right)), SHARE),
        gain=_gain(answers, others, own),
        beaten=float((per_player[np.unique(answers.player)] > 0).mean()),
    )


def crowd_and_network(answers: Answers, network: Network) -> Estimate:
    """How much more often the majority is right than a network that has judged all these trials."""
    trial = answers.trials[0]
    heads = _for_right(answers.trial, answers.right, np.ones(len(answers.right)))[trial]
    gain = _verdict(heads) - (network.right[trial] == 1)
    return mean_gain(gain, np.ones(len(trial)), None, trial)


def team(answers: Answers, network: Network, trusted: np.ndarray) -> Team:
    """Every answer put together with the network's on the same trial, which it has judged.

    Each trial counts once; see `team.team_choice` and, for `trusted`, `crossed_trust`. Raises
    ValueError without an answer.
    """
    real_place = answers.fake_first.astype(np.int64)
    choice = np.where(answers.right, real_place, 1 - real_place)
    together = team_choices(choice, _trusted(answers, trusted), network.p[answers.trial])
    right = together == real_place
    return Team(
        estimate(_tally(answers, outcome(right)), SHARE),
        _gain(answers, right, answers.right),
        _gain(answers, right, network.right[answers.trial] == 1),
    )


def crossed_trust(answers: Answers) -> np.ndarray:
    """How far a confidence is to be trusted (10, 4): by the last digit of the trial, and by degree.

    Each row is learned from trials with other digits, see `team.trust`. Degree 0 is of answers
    without a confidence.
    """
    place, size = _digit(answers) * DEGREES + answers.confidence, DIGITS * DEGREES
    n = np.bincount(place, minlength=size).reshape(DIGITS, DEGREES)
    right = np.bincount(place, answers.right, size).reshape(DIGITS, DEGREES)
    return np.array(
        [
            list(trust(dict(enumerate(zip(*counts, strict=True)))).values())
            for counts in zip(right.sum(axis=0) - right, n.sum(axis=0) - n, strict=True)
        ]
    )


def _trusted(answers: Answers, table: np.ndarray) -> np.ndarray:
    """The trust (n,) in each answer."""
    found: np.ndarray = table[_digit(answers), answers.confidence]
    return found


def _digit(answers: Answers) -> np.ndarray:
    return answers.trial.astype(np.int64) % DIGITS


def _for_right(trial: np.ndarray, right: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """For each trial, by how much the votes for the truth outweigh the others."""
    return np.bincount(trial, np.where(right, weight, -weight))


def _verdict(margin: np.ndarray) -> np.ndarray:
    """1 right, 0 wrong, ½ a tie; sums of weights that cancel out may miss 0 by rounding."""
    return np.where(np.abs(margin) < 1e-9, 0.5, margin > 0)


def _share(score: np.ndarray, trial: np.ndarray) -> Estimate:
    """Scores (m,) within 0 to 1, one a trial, as a share; a half counts half on either side."""
    kind = np.repeat([1, 0], len(score))
    weight = np.concatenate([score, 1 - score])
    found = estimate(Tally(kind, weight, None, np.tile(trial, 2)), SHARE)
    return replace(found, n=len(score))


def _gain(answers: Answers, score: np.ndarray, other: np.ndarray) -> Estimate:
    """Mean of one score of each answer less another, each trial counting once."""
    gain = score.astype(float) - other
    return mean_gain(gain, answers.weight, answers.player, answers.trial)


def _tally(answers: Answers, kind: np.ndarray) -> Tally:
    return Tally(kind, answers.weight, answers.player, answers.trial)
