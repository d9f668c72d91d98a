"""Area under the ROC curve: how often a fake scores higher than a real face."""

import numpy as np
from scipy.special import expit, logit
from scipy.stats import norm, rankdata

from game.scoring.intervals import wilson


def auc_interval(
    fakes: np.ndarray, reals: np.ndarray, confidence: float = 0.95
) -> tuple[float, float, float]:
    """AUC with its interval from the scores of fakes (m,) and of reals (n,).

    Ties count one half, so it is the expected accuracy in pairs. The interval is DeLong's variance
    (1988, computed by ranks: Sun & Xu 2014) on the logit scale, which keeps it within 0 and 1.
    Where the separation is perfect that variance is zero; then it is Wilson's interval for all of
    the smaller class.
    """
    m, n = len(fakes), len(reals)
    ranks = rankdata(np.concatenate([fakes, reals]))
    beaten = (ranks[:m] - rankdata(fakes)) / n  # for each fake, the share of reals below it
    beating = 1 - (ranks[m:] - rankdata(reals)) / m  # for each real, the share of fakes above it
    auc = float(beaten.mean())
    if auc in (0.0, 1.0):
        return auc, *wilson(round(auc * min(m, n)), min(m, n), confidence)
    variance = beaten.var(ddof=1) / m + beating.var(ddof=1) / n
    half = norm.ppf((1 + confidence) / 2) * np.sqrt(variance) / (auc * (1 - auc))
    return auc, float(expit(logit(auc) - half)), float(expit(logit(auc) + half))
