"""One 95 % interval in one simulated study."""

from typing import NamedTuple

from game.scoring.clusters import Estimate


class Interval(NamedTuple):
    """Which figure, its value and interval, and the truth; None: its mean over all studies."""

    measure: str
    value: float
    low: float
    high: float
    truth: float | None


def interval(measure: str, found: Estimate, truth: float | None = None) -> Interval:
    """The interval of an estimate."""
    return Interval(measure, found.value, found.low, found.high, truth)
