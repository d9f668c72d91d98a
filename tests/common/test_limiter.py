"""Who tries too often is refused for a while, and nobody else is."""

import logging

import pytest

from game.common.errors import Refused
from game.common.limiter import MOST, Limiter, Origin

HERE = Origin("here", "192.0.2.1")
SAME_ADDRESS = Origin("there", "192.0.2.1")
ELSEWHERE = Origin("elsewhere", "192.0.2.2")


class Clock:
    """Time as the test says."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def limiter(clock: Clock, connection: int = 3, address: int = 6, alarm: int = 1000) -> Limiter:
    return Limiter("Wait.", connection=connection, address=address, alarm=alarm, clock=clock)


def refused(limiter: Limiter, origin: Origin) -> bool:
    try:
        limiter.check(origin)
    except Refused:
        return True
    return False


def test_a_connection_without_tries_left_is_refused_alone() -> None:
    limited = limiter(Clock())
    for _ in range(3):
        limited.take(HERE)
    for _ in range(67):
        with pytest.raises(Refused):
            limited.take(HERE)
    assert refused(limited, HERE)
    assert not refused(limited, SAME_ADDRESS)
    assert not refused(limited, ELSEWHERE)


def test_new_connections_do_not_help_an_address_without_tries_left() -> None:
    limited = limiter(Clock())
    for n in range(6):
        limited.take(Origin(f"{n}", HERE.address))
    assert refused(limited, HERE)
    assert not refused(limited, ELSEWHERE)


def test_tries_are_regained_one_after_the_other() -> None:
    clock = Clock()
    limited = limiter(clock)
    for _ in range(3):
        limited.take(HERE)
    clock.now += 19
    assert refused(limited, HERE)
    clock.now += 2
    limited.take(HERE)
    assert refused(limited, HERE)
    clock.now += 3600  # and do not pile up
    for _ in range(3):
        limited.take(HERE)
    assert refused(limited, HERE)


def test_only_what_is_counted_is_limited() -> None:
    limited = limiter(Clock())
    for _ in range(100):
        limited.check(HERE)


def test_whoever_has_regained_all_tries_is_forgotten() -> None:
    clock = Clock()
    limited = limiter(clock)
    for n in range(100):
        limited.count(Origin(f"{n}", f"192.0.2.{n}"))
    clock.now += 3600
    limited.count(HERE)
    assert len(limited._connections) == len(limited._addresses) == 1


def test_of_very_many_names_the_oldest_are_forgotten() -> None:
    limited = limiter(Clock(), connection=1)
    for n in range(MOST + 1):
        limited.count(Origin(f"{n}", ""))
    assert len(limited._connections) == MOST
    assert refused(limited, Origin("1", "elsewhere"))
    assert not refused(limited, Origin("0", "elsewhere"))


def test_very_many_tries_are_told_in_the_log_but_not_all_the_time(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = Clock()
    limited = limiter(clock, alarm=10)

    def tries() -> int:
        caplog.clear()
        for n in range(100):
            limited.count(Origin(f"{n}", f"192.0.2.{n}"))
        return len(caplog.records)

    with caplog.at_level(logging.WARNING):
        assert tries() == 1
        assert tries() == 0
        clock.now += 3600
        assert tries() == 1
    assert "192.0.2" not in caplog.text
