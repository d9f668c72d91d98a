"""Area under the ROC curve: how often a fake scores higher than a real face."""

import numpy as np
from scipy.special import expit, logit
from scipy.stats import norm, rankdata


def auc_interval(
    fakes: np.ndarray, reals: np.ndarray, confidence: float = 0.95
) -> tuple[float, float, float]:
    """AUC with its interval from the scores of fakes (m,) and of reals (n,).

    Ties count one half, so it is the expected accuracy in pairs. The interval is DeLong's variance
    (1988, computed by ranks: Sun & Xu 2014) on the logit scale, which keeps it within 0 and 1.
    Where the separation is perfect that variance is zero, and half a pair of doubt replaces it.
    """
    m, n = len(fakes), len(reals)
    ranks = rankdata(np.concatenate([fakes, reals]))
    beaten = (ranks[:m] - rankdata(fakes)) / n  # for each fake, the share of reals below it
    beating = 1 - (ranks[m:] - rankdata(reals)) / m  # for each real, the share of fakes above it
    auc = float(beaten.mean())
    variance = beaten.var(ddof=1) / m + beating.var(ddof=1) / n
    doubt = 0.5 / (m * n)
    inner = float(np.clip(auc, doubt, 1 - doubt))
    spread = np.sqrt(max(variance, doubt * (1 - doubt) / min(m, n))) / (inner * (1 - inner))
    half = norm.ppf((1 + confidence) / 2) * spread
    return auc, float(expit(logit(inner) - half)), float(expit(logit(inner) + half))
