"""Area under the ROC curve: how often a fake scores higher than a real face."""

import numpy as np
from scipy.special import expit, logit
from scipy.stats import norm

from game.scoring.intervals import wilson


def auc_interval(
    fakes: np.ndarray, reals: np.ndarray, confidence: float = 0.95
) -> tuple[float, float, float]:
    """AUC with its interval from the scores of fakes (m,) and of reals (n,).

    Ties count one half, so it is the expected accuracy in pairs. The interval is DeLong's variance
    (1988, computed by sorting: Sun & Xu 2014) on the logit scale, which keeps it within 0 and 1.
    Where the separation is perfect that variance is zero; then it is Wilson's interval for all of
    the smaller class.
    """
    beaten, beating = _placements(fakes, reals)
    variance = beaten.var(ddof=1) / len(fakes) + beating.var(ddof=1) / len(reals)
    auc = float(beaten.mean())
    if auc in (0.0, 1.0):
        fewest = min(len(fakes), len(reals))
        return auc, *wilson(round(auc * fewest), fewest, confidence)
    half = norm.ppf((1 + confidence) / 2) * np.sqrt(variance) / (auc * (1 - auc))
    return auc, float(expit(logit(auc) - half)), float(expit(logit(auc) + half))


def _placements(fakes: np.ndarray, reals: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each fake the share of reals below it, for each real the share of fakes above it."""
    return _below(fakes, np.sort(reals)), 1 - _below(reals, np.sort(fakes))


def _below(scores: np.ndarray, others: np.ndarray) -> np.ndarray:
    """For each score the share of the sorted others that are below it, of equal ones one half."""
    fewer, more = (np.searchsorted(others, scores, side) for side in ("left", "right"))
    shares: np.ndarray = (fewer + more) / (2 * len(others))
    return shares
