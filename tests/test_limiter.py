"""Guessing is slowed down for the whole server, and only for a while."""

import pytest

from game.limiter import Limiter
from game.refusal import Refused


class Clock:
    """Time as the test says."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_sixty_wrong_tries_are_taken_and_then_nobody_may_try_for_a_moment() -> None:
    clock = Clock()
    limiter = Limiter(60, clock)
    for _ in range(60):
        limiter.check()
        limiter.wrong()
    with pytest.raises(Refused, match="wait a minute"):
        limiter.check()
    clock.now += 0.9
    with pytest.raises(Refused):
        limiter.check()
    clock.now += 0.2
    limiter.check()
    limiter.wrong()
    with pytest.raises(Refused):
        limiter.check()


def test_tries_do_not_pile_up_beyond_a_minutes_worth() -> None:
    clock = Clock()
    limiter = Limiter(5, clock)
    clock.now += 3600
    for _ in range(5):
        limiter.check()
        limiter.wrong()
    with pytest.raises(Refused):
        limiter.check()


def test_right_tries_cost_nothing() -> None:
    limiter = Limiter(1, Clock())
    for _ in range(100):
        limiter.check()
