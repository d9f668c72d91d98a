"""How sure a proportion is."""

from scipy.stats import binomtest


def wilson(successes: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval for a proportion (Wilson 1927), as scipy computes it.

    No trials say nothing: (0, 1). Raises ValueError if `successes` is not within 0 to n.
    """
    if n == 0 and successes == 0:
        return 0.0, 1.0
    interval = binomtest(successes, n).proportion_ci(confidence, method="wilson")
    return float(interval.low), float(interval.high)
