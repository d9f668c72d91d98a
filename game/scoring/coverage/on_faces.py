"""Intervals about people on single faces and about single players, in simulated studies."""

from collections.abc import Iterator

import numpy as np
from scipy.stats import norm

from game.scoring.coverage.in_pairs import DIFFICULTY_SPREAD
from game.scoring.coverage.interval import Interval, interval
from game.scoring.coverage.study import (
    ABILITY,
    BIAS,
    BIAS_SPREAD,
    D_PRIME,
    D_PRIME_SPREAD,
    SHIFT_SPREAD,
    hit_rates,
    mean_right,
    rated_auc,
)
from game.scoring.intervals import Z, newcombe, wilson
from game.scoring.people_and_network import people_on_faces
from game.scoring.scored_guesses import ScoredGuesses
from game.scoring.signal_detection import criterion, d_prime_yes_no, yes_no_errors

HITS, FALSE_ALARMS = hit_rates()
Z_HITS, Z_FALSE_ALARMS = norm.ppf([HITS, FALSE_ALARMS])
ROUND, PAIRS, FACES = 10, 30, 128  # answers of a single player


def by_people(guesses: ScoredGuesses) -> Iterator[Interval]:
    """People's figures on single faces; the truths are of the mean over people and faces."""
    found = people_on_faces(guesses)
    yield interval("people: hits", found.hits, HITS)
    yield interval("people: false alarms", found.false_alarms, FALSE_ALARMS)
    yield interval("people: d′ of single faces", found.d_prime, Z_HITS - Z_FALSE_ALARMS)
    yield interval("people: c of single faces", found.criterion, -(Z_HITS + Z_FALSE_ALARMS) / 2)
    if found.auc:
        yield interval("people: AUC of ratings of single faces", found.auc, _face_auc())


def by_one(rng: np.random.Generator) -> Iterator[Interval]:
    """One player's share in pairs, gain after practice, d′ and c."""
    share = float(mean_right(ABILITY, DIFFICULTY_SPREAD))
    right = int(rng.binomial(PAIRS, share))
    yield Interval("one player: share right in pairs", right / PAIRS, *wilson(right, PAIRS), share)
    before, after = int(rng.binomial(ROUND, share)), int(rng.binomial(ROUND, share + 0.1))
    gain = (after - before) / ROUND
    yield Interval(
        "one player: gain after practice", gain, *newcombe(after, ROUND, before, ROUND), 0.1
    )
    shifted = np.hypot(1, SHIFT_SPREAD)
    rates = norm.cdf((np.array([0.5, -0.5]) * D_PRIME - BIAS) / shifted)
    hits, false_alarms = (int(k) for k in rng.binomial(FACES // 2, rates))
    counts = (hits, FACES // 2, false_alarms, FACES // 2)
    for measure, value, error, truth in zip(
        ("one player: d′ of single faces", "one player: c of single faces"),
        (d_prime_yes_no(*counts), criterion(*counts)),
        yes_no_errors(*counts),
        (D_PRIME / shifted, BIAS / shifted),
        strict=True,
    ):
        yield Interval(measure, value, value - Z * error, value + Z * error, float(truth))


def _face_auc() -> float:
    """Of ratings of single faces: evidence of people and faces mixed, seen from each one's bias."""
    spread = float(np.sqrt((D_PRIME_SPREAD / 2) ** 2 + BIAS_SPREAD**2 + SHIFT_SPREAD**2))
    return rated_auc(D_PRIME / 2, spread, norm, BIAS)
