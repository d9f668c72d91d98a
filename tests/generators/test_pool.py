"""The pool hands everything out once, to any number of threads, whatever its worker meets."""

import itertools
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from game.generators import pool as pool_module
from game.generators.pool import Pool


@pytest.fixture
def open_pool() -> Iterator[Callable[..., Pool[int]]]:
    opened: list[Pool[int]] = []

    def make(make_thing: Callable[[], int], size: int = 3) -> Pool[int]:
        opened.append(Pool("numbers", make_thing, queue.Queue(size)))
        opened[-1].start()
        return opened[-1]

    yield make
    for pool in opened:
        pool.close()


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(500):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen within five seconds")


def test_fifty_threads_get_a_thousand_things_and_none_twice(
    open_pool: Callable[..., Pool[int]],
) -> None:
    pool = open_pool(itertools.count().__next__, size=10)
    taken: list[list[int]] = [[] for _ in range(50)]

    def take(mine: list[int]) -> None:
        while len(mine) < 20:
            if (thing := pool.take()) is not None:
                mine.append(thing)
            else:
                time.sleep(0.001)

    threads = [threading.Thread(target=take, args=(mine,)) for mine in taken]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    everything = list(itertools.chain(*taken))
    assert len(everything) == len(set(everything)) == 1000


def test_it_holds_no_more_than_its_size_and_one_that_waits(
    open_pool: Callable[..., Pool[int]],
) -> None:
    numbers = itertools.count()
    pool = open_pool(numbers.__next__, size=3)
    wait_until(lambda: len(pool) == 3)
    time.sleep(0.1)
    assert len(pool) == 3
    assert next(numbers) == 4  # three are ready, the fourth waits for room


def test_a_dry_pool_says_so_at_once(open_pool: Callable[..., Pool[int]]) -> None:
    go_on = threading.Event()

    def slow() -> int:
        go_on.wait(5)
        return 1

    pool = open_pool(slow)
    began = time.perf_counter()
    assert pool.take() is None
    assert time.perf_counter() - began < 0.1
    go_on.set()


def test_a_worker_that_fails_is_logged_and_tries_again(
    open_pool: Callable[..., Pool[int]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(pool_module, "PATIENCE", 0.01)
    calls = itertools.count()

    def fails_twice() -> int:
        if (call := next(calls)) < 2:
            raise MemoryError(f"attempt {call}")
        return call

    with caplog.at_level(logging.ERROR):
        pool = open_pool(fails_twice)
        wait_until(lambda: len(pool) > 0)
    assert pool.take() == 2
    assert sum("could not be made ahead" in record.message for record in caplog.records) == 2


def test_starting_twice_makes_one_worker_and_closing_ends_it(
    open_pool: Callable[..., Pool[int]],
) -> None:
    pool = open_pool(itertools.count().__next__)
    pool.start()
    workers = [thread for thread in threading.enumerate() if thread.name == "numbers"]
    assert len(workers) == 1
    pool.close()
    assert not workers[0].is_alive()
    pool.start()
    assert not [thread for thread in threading.enumerate() if thread.name == "numbers"]
