"""What workers have made, in the store: a round is for one taker, and a day old is forgotten."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from game.store import made
from game.store.engine import Store
from game.store.made import Made
from game.store.queue import Queue, attended
from tests.fixtures.stores import postgres_of
from tests.fixtures.threads import at_once


@pytest.fixture
def shared(request: pytest.FixtureRequest) -> Iterator[Store]:
    with postgres_of(request.config).copied("migrated") as url:
        store = Store(url)
        yield store
        store.close()


def test_a_round_is_for_one_taker(shared: Store) -> None:
    stock = Made(shared)
    for seed in range(6):
        stock.add_round("usual", seed, b"content")
    stock.add_round("other", 7, b"")
    taken = at_once(8, lambda _: stock.take_round("usual"))
    assert sorted(row for row in taken if row) == [(seed, b"content") for seed in range(6)]
    assert (stock.rounds("usual"), stock.rounds("other")) == (0, 1)


def test_why_something_could_not_be_made_is_told_once(shared: Store) -> None:
    there = Made(shared)
    there.keep("key", None, "no weights")
    assert there.find("key") == (None, "no weights")
    assert there.find("key") is None
    there.keep("key", None, "no weights")
    there.keep("key", b"a face")
    assert there.find("key") == (b"a face", None)


def test_what_is_old_or_too_much_is_forgotten(
    shared: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, now = Made(shared), made.now()
    monkeypatch.setattr(made, "MOST", 3)
    for age in range(5):
        monkeypatch.setattr(made, "now", lambda age=age: now - timedelta(minutes=age))
        there.keep(f"{age} minutes", b"")
    for age, key in ((timedelta(hours=23), "kept"), (timedelta(hours=25), "old")):
        monkeypatch.setattr(made, "now", lambda age=age: now - age)
        there.add_round(key, 1, b"")
    monkeypatch.setattr(made, "now", lambda: now)
    there.forget()
    assert [age for age in range(5) if there.find(f"{age} minutes")] == [0, 1, 2]
    assert (there.rounds("kept"), there.rounds("old")) == (1, 0)


def test_nobody_is_at_work_on_a_new_queue(shared: Store) -> None:
    queue = Queue(shared)
    for _ in range(2):  # the second is in it already
        queue.put("face", "asked", "once", alone=True, told={"seed": 1})
    assert not queue.attended()
    with shared.read() as session:
        jobs = session.connection().exec_driver_sql("SELECT args FROM queue.procrastinate_jobs")
        assert jobs.scalars().all() == [{"told": {"seed": 1}}]
    queue.close()
    assert not attended(shared)
