"""Figures along something: share right along practice and confidence, truth along p(fake)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.special import expit

from game.scoring.calibration import bins, reliability
from game.scoring.clusters import Estimate, Tally, estimate
from game.scoring.measures import SHARE, outcome
from game.scoring.scored_guesses import Network, ScoredGuesses

# Nobody says a probability: the three degrees of being sure are taken as the middles of the thirds
# between a coin's ½ and certainty.
NOMINAL = np.array([1 / 2, 7 / 12, 9 / 12, 11 / 12])
LEARNING_EDGES = (0, 10, 20, 50, 100, 200)  # answers before; learning is fastest at first


@dataclass(frozen=True)
class Point:
    """A figure of the answers from `first` up to and without `last`; `last` None: no end."""

    first: int
    last: int | None
    share: Estimate


def learning_curve(guesses: ScoredGuesses, nth: np.ndarray, edges: Sequence[int]) -> list[Point]:
    """Share right by how many answers (n,) somebody had given before, in bins that hold any.

    `edges` (0, 10, 50): the first ten answers, the next forty, all later ones. Every answer counts
    once. Late bins hold those who stayed, who may always have been better: to see learning alone,
    give the answers of people who went on to the last bin.
    """
    points = []
    for first, last in pairwise([*edges, None]):
        if first is None:
            continue
        here = nth >= first if last is None else (nth >= first) & (nth < last)
        if here.any():
            points.append(Point(first, last, _share(guesses.only(here))))
    return points


def by_confidence(guesses: ScoredGuesses) -> dict[int, Estimate]:
    """Share right by how sure people said they were, 1 to 3; degrees nobody chose are left out."""
    chosen = [sure for sure in (1, 2, 3) if (guesses.confidence == sure).any()]
    return {sure: _share(guesses.only(guesses.confidence == sure)) for sure in chosen}


def people_p(guesses: ScoredGuesses) -> np.ndarray:
    """People's p(the first face is the fake) (n,), from choice and NOMINAL degree of being sure."""
    sure = NOMINAL[guesses.confidence]
    return np.where(guesses.right == guesses.fake_first, sure, 1 - sure)


def network_p(network: Network) -> np.ndarray:
    """A network's p(the first face is the fake) (t,): of a pair, given that one of both is."""
    p: np.ndarray = expit(network.log_odds)
    return p


def calibration(
    p: np.ndarray, fake: np.ndarray, person: np.ndarray | None, trial: np.ndarray
) -> list[dict[str, float]]:
    """Rows of `reliability` with the 95 % interval (`low`, `high`) of the share of fakes.

    All (n,); the interval allows for other people (None: a network) and other trials. People by
    `people_p` and networks by `network_p` are on the same scale.
    """
    which = bins(p)
    order = np.argsort(which, kind="stable")
    rows = []
    for row, here in zip(
        reliability(p, fake),
        np.split(order, np.flatnonzero(np.diff(which[order])) + 1),
        strict=True,
    ):
        people = None if person is None else person[here]
        found = estimate(Tally(outcome(fake[here]), np.ones(len(here)), people, trial[here]), SHARE)
        rows.append({**row, "low": found.low, "high": found.high})
    return rows


def _share(guesses: ScoredGuesses) -> Estimate:
    weight = np.ones(len(guesses.right))
    return estimate(Tally(outcome(guesses.right), weight, guesses.player, guesses.trial), SHARE)
