"""Do two players err on the same trials?"""

import numpy as np


def error_consistency(one: np.ndarray, other: np.ndarray) -> float:
    """Cohen's kappa of being right together, from bool (n,) each: 1 the same errors, 0 chance.

    Geirhos, Meding & Wichmann 2020, "Beyond accuracy: quantifying trial-by-trial behaviour of CNNs
    and humans by measuring error consistency", eq. 1 to 3: two good players agree often by being
    right often, so what their accuracies alone would give is taken off. NaN where one of them is
    always right or always wrong, for then nothing is left to compare.
    """
    a, b = one.mean(), other.mean()
    if min(a, b) == 0 or max(a, b) == 1:
        return float("nan")
    expected = a * b + (1 - a) * (1 - b)
    return float(((one == other).mean() - expected) / (1 - expected))


def consistency_interval(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Its 95 % interval: percentiles over 1000 seeded resamples of the trials."""
    rng = np.random.default_rng(0)
    drawn = rng.integers(0, len(one), (1000, len(one)))
    found = [error_consistency(one[rows], other[rows]) for rows in drawn]
    low, high = np.nanpercentile(found, [2.5, 97.5]) if np.isfinite(found).any() else (np.nan,) * 2
    return float(low), float(high)
