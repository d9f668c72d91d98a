"""Many heads: the crowd against its members and a network, and a person together with a network.

How much a word counts follows from how often people were right who were as sure: `crossed_trust`
of all answers that there are, of which a crowd may be a few. No trial's own answers weigh
themselves: what is applied to a trial was learned from those whose number has another last digit.
The intervals take that trust for known.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import logit

from game.scoring.clusters import Estimate, Tally, estimate, mean_gain
from game.scoring.measures import SHARE, outcome
from game.scoring.scored_guesses import Network, ScoredGuesses
from game.scoring.team import odds, team_choices, trust

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


def with_voters(guesses: ScoredGuesses, least: int) -> ScoredGuesses:
    """The answers on trials that at least so many people answered."""
    return guesses.only(np.bincount(guesses.trial)[guesses.trial] >= least)


def crowd(guesses: ScoredGuesses, trusted: np.ndarray) -> Crowd:
    """The crowd of these answers, see `with_voters`; ValueError without an answer.

    `trusted` (10, 4) is what `crossed_trust` says.
    """
    trial = guesses.trials[0]
    heads = _for_right(guesses.trial, guesses.right, np.ones(len(guesses.right)))
    weights = _trusted(guesses, logit(trusted))
    others = _verdict(heads[guesses.trial] - np.where(guesses.right, 1, -1))
    own = guesses.right.astype(float)
    per_player = np.bincount(guesses.player, others - own)
    return Crowd(
        voters=len(guesses.right) / max(len(trial), 1),
        majority=_share(_verdict(heads[trial]), trial),
        weighted=_share(_verdict(_for_right(guesses.trial, guesses.right, weights)[trial]), trial),
        members=estimate(_tally(guesses, outcome(guesses.right)), SHARE),
        gain=_gain(guesses, others, own),
        beaten=float((per_player[np.unique(guesses.player)] > 0).mean()),
    )


def crowd_and_network(guesses: ScoredGuesses, network: Network) -> Estimate:
    """How much more often the majority is right than a network that has judged all these trials."""
    trial = guesses.trials[0]
    heads = _for_right(guesses.trial, guesses.right, np.ones(len(guesses.right)))[trial]
    gain = _verdict(heads) - (network.right[trial] == 1)
    return mean_gain(gain, np.ones(len(trial)), None, trial)


def team(guesses: ScoredGuesses, network: Network, trusted: np.ndarray) -> Team:
    """Every answer put together with the network's on the same trial, which it has judged.

    Each trial counts once; see `team.team_choice` and, for `trusted`, `crossed_trust`. Raises
    ValueError without an answer.
    """
    real_place = guesses.fake_first.astype(np.int64)
    choice = np.where(guesses.right, real_place, 1 - real_place)
    person = _trusted(guesses, odds(trusted))
    together = team_choices(choice, person, -network.log_odds[guesses.trial])
    right = together == real_place
    return Team(
        estimate(_tally(guesses, outcome(right)), SHARE),
        _gain(guesses, right, guesses.right),
        _gain(guesses, right, network.right[guesses.trial] == 1),
    )


def crossed_trust(guesses: ScoredGuesses) -> np.ndarray:
    """How far a confidence is to be trusted (10, 4): by the last digit of the trial, and by degree.

    Each row is learned from trials with other digits, see `team.trust`. Degree 0 is of answers
    without a confidence.
    """
    place, size = _digit(guesses) * DEGREES + guesses.confidence, DIGITS * DEGREES
    n = np.bincount(place, minlength=size).reshape(DIGITS, DEGREES)
    right = np.bincount(place, guesses.right, size).reshape(DIGITS, DEGREES)
    return np.array(
        [
            list(trust(dict(enumerate(zip(*counts, strict=True)))).values())
            for counts in zip(right.sum(axis=0) - right, n.sum(axis=0) - n, strict=True)
        ]
    )


def _trusted(guesses: ScoredGuesses, table: np.ndarray) -> np.ndarray:
    """The trust (n,) in each answer."""
    found: np.ndarray = table[_digit(guesses), guesses.confidence]
    return found


def _digit(guesses: ScoredGuesses) -> np.ndarray:
    return guesses.trial.astype(np.int64) % DIGITS


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


def _gain(guesses: ScoredGuesses, score: np.ndarray, other: np.ndarray) -> Estimate:
    """Mean of one score of each answer less another, each trial counting once."""
    gain = score.astype(float) - other
    return mean_gain(gain, guesses.weight, guesses.player, guesses.trial)


def _tally(guesses: ScoredGuesses, kind: np.ndarray) -> Tally:
    return Tally(kind, guesses.weight, guesses.player, guesses.trial)
