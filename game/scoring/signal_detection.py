"""Sensitivity from answers. Signal = fake."""

from math import sqrt

from scipy.stats import norm


def d_prime_2afc(correct: int, n: int) -> float:
    """d' of `correct` out of n pairs: sqrt(2) z(proportion correct) (Macmillan & Creelman, ch. 7).

    The proportion has the log-linear correction (k + 1/2) / (n + 1) of Hautus (1995), so a perfect
    score stays finite. Never to be compared with a yes/no accuracy without converting: d' can be.
    Raises ValueError if n is not positive or `correct` is not within 0 to n.
    """
    if n < 1 or not 0 <= correct <= n:
        raise ValueError(f"{correct} correct of {n} is no score")
    return float(sqrt(2) * norm.ppf((correct + 0.5) / (n + 1)))
