"""Intervals by the bootstrap: over other people, or over other trials."""

from collections.abc import Sequence
from functools import cache
from typing import Literal

import numpy as np
from scipy.stats import norm, poisson, t

from game.scoring.clusters import Estimate, Measure, Tally, with_ends

RESAMPLES = 400
AT_ONCE = 10  # resamples: of a quarter of a million trials all of them are half a gigabyte


def bootstrap(
    tallies: Sequence[Tally], measure: Measure, over: Literal["people", "trials"]
) -> list[Estimate]:
    """The figure of each tally, over other people with the same trials, or the reverse.

    400 seeded resamples, the same for all tallies, in which each person (or trial) counts as often
    as a Poisson number of mean 1 says; percentiles, their levels widened for few people or trials
    (Hesterberg 2015, "What teachers should know about the bootstrap"). Raises ValueError for a
    tally without an answer.
    """
    if not tallies:
        return []
    groups = [_groups(tally, over) for tally in tallies]
    size = 1 + max(int(group.max()) for group in groups)
    tables = [
        np.bincount(group * measure.kinds + tally.kind, tally.weight, size * measure.kinds)
        for group, tally in zip(groups, tallies, strict=True)
    ]
    table = np.concatenate([one.reshape(size, measure.kinds) for one in tables], axis=1)
    table = table[table.any(axis=1)]
    drawn = _resampled(table).reshape(RESAMPLES, len(tallies), measure.kinds) + measure.added
    m = len(table)
    wide = norm.cdf(t.ppf(0.025, max(m - 1, 1)) * np.sqrt(m / max(m - 1, 1)))
    figures = measure.back(measure.scale(drawn))
    ends = np.percentile(figures, [100 * wide, 100 * (1 - wide)], axis=0).T
    sums = table.sum(axis=0).reshape(len(tallies), measure.kinds)
    return [
        with_ends(measure, one, low_high, len(tally.kind), over)
        for tally, one, low_high in zip(tallies, sums, ends, strict=True)
    ]


def _groups(tally: Tally, over: Literal["people", "trials"]) -> np.ndarray:
    group = tally.person if over == "people" else tally.trial
    if group is None or not len(group):
        raise ValueError("no answers, no figure")
    return group.astype(np.int64)


def _resampled(table: np.ndarray) -> np.ndarray:
    """Sums (400, c) of the rows (m, c), each taken a Poisson number of times."""
    rng = np.random.default_rng(0)
    # Rows that are alike are drawn together: a sum of Poisson numbers is one, too.
    mixed = table @ rng.random(table.shape[1])
    _, first, alike = np.unique(mixed, return_index=True, return_counts=True)
    single = alike == 1
    rows = table[first].astype(np.float32)
    # Single rows are most: their numbers are read off a table, which is ten times as fast.
    quantiles = _quantiles()
    lonely = rows[single]
    drawn = np.empty((RESAMPLES, table.shape[1]), np.float32)
    for some in np.split(drawn, RESAMPLES // AT_ONCE):
        which = rng.integers(0, 2**16, (AT_ONCE, len(lonely)), dtype=np.uint16)
        some[:] = quantiles[which] @ lonely
    often = rng.poisson(alike[~single], (RESAMPLES, int((~single).sum()))).astype(np.float32)
    sums: np.ndarray = drawn + often @ rows[~single]
    return sums.astype(np.float64)


@cache
def _quantiles() -> np.ndarray:
    """Those of a Poisson number of mean 1, (65536,)."""
    ends = poisson.cdf(np.arange(10), 1)
    return np.searchsorted(ends, (np.arange(2**16) + 0.5) / 2**16).astype(np.float32)
