"""Figures made of counts of answers: shares, d′, bias, AUC from ratings, difference, κ."""

import numpy as np
from scipy.special import expit, logit, ndtr, ndtri

from game.scoring.clusters import Measure

RATINGS = 6  # "surely a photo first" to "surely a fake first", by three degrees to either side
NOISE, SIGNAL = slice(0, RATINGS), slice(RATINGS, 2 * RATINGS)


def outcome(right: np.ndarray) -> np.ndarray:
    """Kinds of SHARE and D_PRIME_PAIRS: 0 wrong, 1 right, from bool (n,)."""
    return right.astype(np.int64)


def pair_of_outcomes(right: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Kinds of DIFFERENCE and KAPPA, from one's and another's being right, bool (n,) each."""
    return 2 * right.astype(np.int64) + other


def said(right: np.ndarray, fake: np.ndarray) -> np.ndarray:
    """Kinds of HITS, FALSE_ALARMS, D_PRIME_FACES and CRITERION, from single faces, bool (n,) each.

    0 a photo called real, 1 called fake (false alarm), 2 a fake called real, 3 called fake (hit).
    """
    return 2 * fake.astype(np.int64) + (right == fake)


def rating(right: np.ndarray, fake_first: np.ndarray, confidence: np.ndarray) -> np.ndarray:
    """Kinds of RATED_AUC: which rating (0 to 5) was given, 6 more where a fake is first.

    `right` and `fake_first` bool (n,), `confidence` 1 to 3. With single faces, the face is first.
    """
    degree = confidence.astype(np.int64)
    given = np.where(right == fake_first, 2 + degree, 3 - degree)
    return RATINGS * fake_first.astype(np.int64) + given


def _z_share(sums: np.ndarray) -> np.ndarray:
    z: np.ndarray = ndtri(sums[..., 1] / sums.sum(axis=-1))
    return z


def _z_hits(sums: np.ndarray) -> np.ndarray:
    return _z_share(sums[..., 2:])


def _z_false_alarms(sums: np.ndarray) -> np.ndarray:
    return _z_share(sums[..., :2])


def _difference(sums: np.ndarray) -> np.ndarray:
    found: np.ndarray = (sums[..., 2] - sums[..., 1]) / sums.sum(axis=-1)
    return found


def _kappa(sums: np.ndarray) -> np.ndarray:
    both_wrong, other, one, both = np.moveaxis(sums / sums.sum(axis=-1, keepdims=True), -1, 0)
    rights, wrongs = (one + both, other + both), (both_wrong + other, both_wrong + one)
    expected = rights[0] * rights[1] + wrongs[0] * wrongs[1]
    found = np.arctanh((both_wrong + both - expected) / (1 - expected))
    nothing_to_share = np.min([*rights, *wrongs], axis=0) == 0
    return np.where(nothing_to_share, np.nan, found)


def _rated(sums: np.ndarray) -> np.ndarray:
    """The logit of how often a signal's rating is above a noise's, ties counting one half."""
    noise, signal = sums[..., NOISE], sums[..., SIGNAL]
    below = noise.cumsum(axis=-1) - noise / 2
    beaten = (signal * below).sum(axis=-1) / (signal.sum(axis=-1) * noise.sum(axis=-1))
    found: np.ndarray = logit(beaten)
    return found


def _as_it_is(value: np.ndarray) -> np.ndarray:
    return value


def _within_one(value: np.ndarray) -> np.ndarray:
    return value.clip(-1, 1)


SHARE = Measure(2, _z_share, ndtr, 1 / 2)
DIFFERENCE = Measure(4, _difference, _within_one, 1 / 4)
# Cohen's κ of being right together, or error consistency: 1 the same errors, 0 as often as both
# shares alone would give, NaN where one is always right or always wrong (Geirhos, Meding & Wichmann
# 2020, "Beyond accuracy", eq. 1 to 3). Fisher's z keeps its interval within -1 to 1.
KAPPA = Measure(4, _kappa, np.tanh, 1 / 4)
RATED_AUC = Measure(2 * RATINGS, _rated, expit, 1 / RATINGS)
HITS = Measure(4, _z_hits, ndtr, 1 / 2)
FALSE_ALARMS = Measure(4, _z_false_alarms, ndtr, 1 / 2)
# Signal detection, see `signal_detection`: there for one player, here for answers with weights.
D_PRIME_PAIRS = Measure(2, lambda s: np.sqrt(2) * _z_share(s), _as_it_is, 1 / 2, corrected=True)
D_PRIME_FACES = Measure(
    4, lambda s: _z_hits(s) - _z_false_alarms(s), _as_it_is, 1 / 2, corrected=True
)
CRITERION = Measure(
    4, lambda s: -(_z_hits(s) + _z_false_alarms(s)) / 2, _as_it_is, 1 / 2, corrected=True
)
