"""Scores to probabilities, and whether a probability means what it says.

Platt's scaling; reliability, expected calibration error, Brier score.
"""

from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize

BINS = 10
RESAMPLES = 1000


def fit_platt(scores: np.ndarray, fake: np.ndarray) -> tuple[float, float]:
    """Slope and shift, so that expit(slope * score + shift) is p(fake).

    `scores` (n,) and `fake` (n,) bool, of faces that the scores were not fitted to. The
    cross-entropy is minimised over both (Platt 1999, "Probabilistic outputs for support vector
    machines", section 2.2): the targets are drawn in a little, (n₊ + 1) / (n₊ + 2) for fakes and
    1 / (n₋ + 2) for reals, so that scores which separate them perfectly do not end in certainty.
    Reals and fakes weigh the same, as they do in a pair, so that 0.5 is the threshold.
    """
    n_fake, n_real = int(fake.sum()), int((~fake).sum())
    target = np.where(fake, (n_fake + 1) / (n_fake + 2), 1 / (n_real + 2))
    weight = np.where(fake, 0.5 / n_fake, 0.5 / n_real)
    spread = scores.std() + 1e-12

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        z = parameters[0] * scores / spread + parameters[1]
        # Cross-entropy of expit(z), and its gradient.
        entropy = np.logaddexp(0, z) - target * z
        error = weight * (1 / (1 + np.exp(-z.clip(-500, 500))) - target)
        return float(weight @ entropy), np.array([error @ scores / spread, error.sum()])

    slope, shift = minimize(loss, np.array([1.0, 0.0]), jac=True, method="BFGS").x
    return float(slope / spread), float(shift)


def reliability(p: np.ndarray, fake: np.ndarray) -> list[dict[str, float]]:
    """For each tenth of [0, 1] that holds a p(fake): their mean, the share of fakes, how many.

    `p` (n,) probabilities, `fake` (n,) bool. On the diagonal the two agree.
    """
    which = bins(p)
    n = np.bincount(which)
    sums = zip(np.bincount(which, p), np.bincount(which, fake), n, strict=True)
    return [
        {"p": float(said / held), "share": float(fakes / held), "n": int(held)}
        for said, fakes, held in sums
        if held
    ]


def expected_calibration_error(p: np.ndarray, fake: np.ndarray) -> float:
    """Mean distance of p from the share of fakes, over ten bins of equal width, by their size.

    Naeini et al. 2015; Guo et al. 2017, section 2. It is above 0 for a finite sample of a perfect
    judge.
    """
    gap = np.bincount(bins(p), weights=p - fake, minlength=BINS)
    return float(np.abs(gap).sum() / len(p))


def brier_score(p: np.ndarray, fake: np.ndarray) -> float:
    """Mean squared distance of p from the truth (Brier 1950): always saying ½ costs 0.25."""
    return float(np.mean((p - fake) ** 2))


def balanced_accuracy(p: np.ndarray, fake: np.ndarray, threshold: float = 0.5) -> float:
    """Mean of the accuracies on fakes and on reals; p at the threshold says "fake"."""
    right = (p >= threshold) == fake
    return float((right[fake].mean() + right[~fake].mean()) / 2)


def bootstrap_interval(
    measure: Callable[[np.ndarray, np.ndarray], float], p: np.ndarray, fake: np.ndarray
) -> tuple[float, float]:
    """95 % interval of a measure of (p, fake) that is within 0 to 1, by the basic bootstrap.

    As resamples miss the sample's own value, so may the sample have missed the truth (Davison &
    Hinkley 1997, eq. 5.6): percentiles would add a bias, such as a calibration error's, once more.
    Reals and fakes are drawn apart, as the design fixed how many there are; the draws are seeded.
    """
    rng = np.random.default_rng(0)
    places = [np.flatnonzero(fake), np.flatnonzero(~fake)]
    found = []
    for _ in range(RESAMPLES):
        drawn = np.concatenate([rng.choice(place, len(place)) for place in places])
        found.append(measure(p[drawn], fake[drawn]))
    low, high = 2 * measure(p, fake) - np.percentile(found, [97.5, 2.5])
    return max(float(low), 0.0), min(float(high), 1.0)


def bins(p: np.ndarray) -> np.ndarray:
    """The bin of each probability, 0 to 9; 1 belongs to the last."""
    return np.minimum((p * BINS).astype(np.int8), BINS - 1)  # small numbers are sorted fast
