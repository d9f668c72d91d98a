"""What many ask for at once is made once; the cache stays small; a failure is not kept."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

from game.common import single_flight
from game.common.single_flight import SingleFlight
from tests.fixtures.threads import at_once


@pytest.fixture
def until_waited_for(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Waits until so many others wait for what is being made."""
    waiting = threading.Semaphore(0)

    class Watched(Future[Any]):
        def result(self, timeout: float | None = None) -> Any:
            waiting.release()
            return super().result(timeout)

    def wait(others: int) -> None:
        assert all(waiting.acquire(timeout=60) for _ in range(others))

    monkeypatch.setattr(single_flight, "Future", Watched)
    return wait


def test_twenty_who_ask_at_once_get_the_one_value_that_is_made(
    until_waited_for: Callable[[int], None],
) -> None:
    made: list[int] = []

    def make(key: int) -> object:
        made.append(key)
        until_waited_for(19)
        return object()

    flight = SingleFlight(make, 4)
    assert len(set(at_once(20, lambda _: flight(7)))) == 1
    assert made == [7]


def test_two_keys_are_made_side_by_side() -> None:
    both = threading.Barrier(2, timeout=60)

    def make(key: int) -> int:
        both.wait()  # passed only if the other one is under way
        return key

    assert at_once(2, SingleFlight(make, 4)) == [0, 1]


def test_what_was_not_asked_for_lately_is_made_anew() -> None:
    made: list[int] = []
    flight: SingleFlight[[int], None] = SingleFlight(made.append, 2)
    for key in (1, 2, 1, 3, 1, 2):
        flight(key)
    assert made == [1, 2, 3, 2]


def test_all_who_wait_get_the_error_and_the_next_one_is_tried_again(
    until_waited_for: Callable[[int], None],
) -> None:
    tries: list[int] = []

    def make(key: int) -> int:
        tries.append(key)
        if len(tries) == 1:
            until_waited_for(19)
            raise OSError("no space")
        return key

    flight = SingleFlight(make, 4)

    def ask(_: int) -> str:
        try:
            return str(flight(7))
        except OSError as error:
            return str(error)

    assert set(at_once(20, ask)) == {"no space"}
    assert flight(7) == 7
    assert len(tries) == 2


def test_a_cleared_cache_makes_anew() -> None:
    made: list[int] = []
    flight: SingleFlight[[int], None] = SingleFlight(made.append, 2)
    flight(1)
    flight.clear()
    flight(1)
    assert made == [1, 1]


def test_an_error_is_raised_to_one_who_asks_alone() -> None:
    with pytest.raises(ZeroDivisionError):
        SingleFlight(lambda key: 1 // key, 2)(0)
