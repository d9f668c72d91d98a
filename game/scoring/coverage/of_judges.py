"""Intervals about a judge's scores in simulated studies.

Its log odds are drawn from two normal distributions, a fake's higher, and are somewhat too bold.
"""

from collections.abc import Iterator

import numpy as np
from scipy.special import expit
from scipy.stats import norm

from game.scoring.auc import auc_interval
from game.scoring.calibration import (
    balanced_accuracy,
    bins,
    bootstrap_interval,
    brier_score,
    expected_calibration_error,
)
from game.scoring.coverage.interval import Interval

D_PRIME = 1.8
BOLD = 2.4  # log odds for each unit; as many as d′ would be right
FACES = 400  # fakes, and as many photos, as in `evaluate`
GRID = np.linspace(-6, 6 + D_PRIME, 200_001)


def by_auc(rng: np.random.Generator) -> Iterator[Interval]:
    """Its AUC over fakes and photos."""
    fakes, photos = _scores(rng)
    truth = float(norm.cdf(D_PRIME / np.sqrt(2)))
    yield Interval("judge: AUC", *auc_interval(fakes, photos), truth)


def by_bootstrap(rng: np.random.Generator) -> Iterator[Interval]:
    """What `evaluate` resamples: balanced accuracy, Brier score, expected calibration error."""
    scores = np.concatenate(_scores(rng))
    p, fake = _p_fake(scores), np.arange(2 * FACES) < FACES
    for name, measure, truth in (
        ("judge: balanced accuracy", balanced_accuracy, float(norm.cdf(D_PRIME / 2))),
        ("judge: Brier score", brier_score, true_brier_score()),
        ("judge: ECE", expected_calibration_error, true_calibration_error()),
    ):
        yield Interval(name, measure(p, fake), *bootstrap_interval(measure, p, fake), truth)


def true_brier_score() -> float:
    """The mean over both kinds of faces, by quadrature."""
    p = _p_fake(GRID)
    of_fakes, of_photos = _densities()
    return float(of_fakes @ (1 - p) ** 2 + of_photos @ p**2)


def true_calibration_error() -> float:
    """The expected calibration error without a sample's own, by quadrature."""
    p = _p_fake(GRID)
    of_fakes, of_photos = _densities()
    return float(np.abs(np.bincount(bins(p), p * (of_fakes + of_photos) - of_fakes)).sum())


def _scores(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    return rng.normal(D_PRIME, 1, FACES), rng.normal(0, 1, FACES)


def _p_fake(scores: np.ndarray) -> np.ndarray:
    p: np.ndarray = expit(BOLD * (scores - D_PRIME / 2))
    return p


def _densities() -> tuple[np.ndarray, np.ndarray]:
    """How much of all faces is a fake, and how much a photo, at each score of the grid."""
    of_fakes, of_photos = norm.pdf(GRID - D_PRIME), norm.pdf(GRID)
    return of_fakes / of_fakes.sum() / 2, of_photos / of_photos.sum() / 2
