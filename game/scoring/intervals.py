"""How sure a proportion is, and how sure the difference of two."""

from math import sqrt

import numpy as np
from scipy.stats import binomtest

Z = 1.959964  # standard errors to either side of a 95 % interval


def wilson(successes: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval for a proportion (Wilson 1927), as scipy computes it.

    No trials say nothing: (0, 1). Raises ValueError if `successes` is not within 0 to n.
    """
    if n == 0 and successes == 0:
        return 0.0, 1.0
    interval = binomtest(successes, n).proportion_ci(confidence, method="wilson")
    return float(interval.low), float(interval.high)


def wilsons(successes: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's 95 % intervals of many proportions at once, as statsmodels computes them.

    `successes` and `n` (m,) whole numbers, to lower and upper ends (m,). No trials: (0, 1).
    """
    from statsmodels.stats.proportion import proportion_confint  # loads pandas, which is slow

    none = n == 0
    low, high = proportion_confint(successes, np.where(none, 1, n), method="wilson")
    return np.where(none, 0.0, low), np.where(none, 1.0, high)


def newcombe(successes: int, n: int, successes_before: int, n_before: int) -> tuple[float, float]:
    """95 % interval of one proportion less another that is independent of it.

    Method 10 of Newcombe (1998, "Interval estimation for the difference between independent
    proportions"), from Wilson's intervals of both. Raises ValueError if either n is not positive.
    """
    if min(n, n_before) < 1:
        raise ValueError("a proportion of no trials has no difference to another")
    share, before = successes / n, successes_before / n_before
    (low, high), (low_before, high_before) = (
        wilson(successes, n),
        wilson(successes_before, n_before),
    )
    gain = share - before
    below = sqrt((share - low) ** 2 + (high_before - before) ** 2)
    above = sqrt((high - share) ** 2 + (before - low_before) ** 2)
    return gain - below, gain + above
