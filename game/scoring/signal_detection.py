"""Sensitivity from answers. Signal = fake."""

from math import sqrt

from scipy.special import ndtri as z  # norm.ppf, without a distribution's checks
from scipy.stats import norm

from game.common.vocabulary import Design

ROOTS = {Design.YES_NO: 2.0, Design.TWO_AFC: sqrt(2)}  # d' over the z of the share right


def d_prime_2afc(correct: int, n: int) -> float:
    """d' of `correct` out of n pairs: sqrt(2) z(proportion correct) (Macmillan & Creelman, ch. 7).

    The proportion has the log-linear correction (k + 1/2) / (n + 1) of Hautus (1995), so a perfect
    score stays finite. Never to be compared with a yes/no accuracy without converting: d' can be.
    Raises ValueError if n is not positive or `correct` is not within 0 to n.
    """
    if n < 1 or not 0 <= correct <= n:
        raise ValueError(f"{correct} correct of {n} is no score")
    return float(sqrt(2) * z((correct + 0.5) / (n + 1)))


def d_prime_yes_no(hits: int, signals: int, false_alarms: int, noises: int) -> float:
    """d' of single faces: z(hit rate) - z(false-alarm rate) (Macmillan & Creelman, ch. 1).

    `hits` of `signals` fakes and `false_alarms` of `noises` photos were called fake. Both rates
    have the log-linear correction of Hautus (1995), so they stay off 0 and 1. Raises ValueError if
    there were no fakes or no photos, or more answers than faces.
    """
    hit, false_alarm = _corrected(hits, signals), _corrected(false_alarms, noises)
    return float(z(hit) - z(false_alarm))


def criterion(hits: int, signals: int, false_alarms: int, noises: int) -> float:
    """The bias c of the same answers: above 0 leans to "real", below 0 to "fake".

    Minus the mean of both z (Macmillan & Creelman, ch. 2). Raises ValueError as above.
    """
    hit, false_alarm = _corrected(hits, signals), _corrected(false_alarms, noises)
    return float(-(z(hit) + z(false_alarm)) / 2)


def yes_no_errors(hits: int, signals: int, false_alarms: int, noises: int) -> tuple[float, float]:
    """Standard errors of that d' and of that c (Gourevitch & Galanter 1967; c's is half of d''s).

    Raises ValueError as above.
    """
    variance = 0.0
    for k, n in ((hits, signals), (false_alarms, noises)):
        rate = _corrected(k, n)
        variance += rate * (1 - rate) / (n * norm.pdf(z(rate)) ** 2)
    return sqrt(variance), sqrt(variance) / 2


def convert(share: float, given: Design, wanted: Design) -> float:
    """The share right in one design, as it would be in another for the same d' and no bias."""
    return share_right(d_prime(share, given), wanted)


def d_prime(share: float, design: Design) -> float:
    """d' of an unbiased share right within 0 to 1, of single faces or pairs.

    Φ(d' / 2) of single faces are right and Φ(d' / √2) of pairs (Macmillan & Creelman, ch. 7).
    KeyError for the odd one out.
    """
    return float(ROOTS[design] * norm.ppf(share))


def share_right(of: float, design: Design) -> float:
    """The share right of an unbiased player with this d', the reverse of `d_prime`."""
    return float(norm.cdf(of / ROOTS[design]))


def _corrected(k: int, n: int) -> float:
    """A rate with the log-linear correction."""
    if n < 1 or not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is no rate")
    return (k + 0.5) / (n + 1)
