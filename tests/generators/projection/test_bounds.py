"""What searches may cost: two at once, each for so long, and a place that is given back."""

import numpy as np
import pytest

from game.common.errors import Refused
from game.generators.projection.bounds import Bounds
from game.generators.projection.search import State, States


def endless(closed: list[bool]) -> States:
    """A search without end that tells when it is closed."""
    try:
        while True:
            yield State(1, 1, np.zeros(1), np.zeros((1, 1, 1)), np.zeros((1, 1, 1, 3), np.uint8))
    finally:
        closed.append(True)


def test_a_third_search_is_refused_until_one_has_ended() -> None:
    bounds, closed = Bounds(at_once=2), list[bool]()
    one, other = (bounds.within(endless(closed)) for _ in range(2))
    next(one), next(other)
    with pytest.raises(Refused, match="just now"):
        next(bounds.within(endless(closed)))
    one.close()
    assert closed == [True]
    third = bounds.within(endless(closed))
    assert next(third)
    with pytest.raises(Refused, match="just now"):
        next(bounds.within(endless(closed)))
    third.close(), other.close()
    assert closed == [True] * 3


def test_a_search_ends_when_its_time_is_over() -> None:
    now, closed = 0.0, list[bool]()
    bounds = Bounds(at_once=1, most_seconds=5.0, clock=lambda: now)
    seen = 0
    for _ in bounds.within(endless(closed)):
        seen += 1
        now += 1.0
    assert seen == 6
    assert closed == [True]
    assert next(bounds.within(endless(closed)))
