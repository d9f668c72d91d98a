"""Two servers on one PostgreSQL: what one changes in a room, the other one's followers hear."""

import asyncio
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from game.classroom import live
from game.classroom.broadcast import Broadcast, Follower, Role
from game.classroom.classroom import Classroom
from game.classroom.live import Live, Seat
from game.common.errors import Unavailable
from game.rounds.picture_addresses import PictureAddresses
from game.store import notices
from game.store.engine import Store
from tests.classroom.classes import Class
from tests.fixtures.stores import postgres_of
from tests.fixtures.threads import run

PATIENCE = 60.0  # seconds


@pytest.fixture
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    with postgres_of(request.config).copied("migrated") as url:
        yield url


def nobody(deck: str) -> None:
    raise Unavailable(deck)


def server(url: str) -> Live:
    """The channels of one more server, which has no game: nobody is shown a picture here."""
    rooms = Classroom(SimpleNamespace(store=Store(url), dealer_of=nobody))  # type: ignore[arg-type]
    return Live(rooms, Broadcast(rooms, PictureAddresses()), lambda _: None)


async def until(seat: Seat, number: int) -> None:
    """Wait until the host is told that so many are in the room."""
    told: dict[str, Any] = {}
    async with asyncio.timeout(PATIENCE):
        while len(told.get("players", ())) != number:
            told = json.loads(await seat.hear(PATIENCE) or "{}")


def test_a_follower_hears_what_another_server_has_changed(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LOOK_EVERY", 1000.0)  # seconds: it hears, or never knows
    monkeypatch.setattr(notices, "AGAIN", 0.1)
    room = Class(Store(url))
    follower = Follower(Role.HOST, room.secret)

    async def play() -> None:
        here, there = server(url), server(url)
        with there.follow(room.code, follower) as seat:
            await until(seat, 0)
            for number in range(1, 4):  # the first may come before the other one listens
                await here.do(here.classroom.join, room.code, f"Player {number}")
                await listening(room.store, 2)
                here.changed(room.code)
                await until(seat, number)
                await asyncio.to_thread(hang_up, room.store)  # and it listens again
        for one in (here, there):
            one.close()
            one.classroom.store.close()

    run(play())
    room.store.close()


LISTENING = "FROM pg_stat_activity WHERE query = 'LISTEN room' AND datname = current_database()"


async def listening(store: Store, number: int) -> None:
    """Wait until so many servers listen."""
    async with asyncio.timeout(PATIENCE):
        while len(asked(store, f"SELECT pid {LISTENING}")) != number:
            await asyncio.sleep(0.02)


def hang_up(store: Store) -> None:
    asked(store, f"SELECT pg_terminate_backend(pid, 10000) {LISTENING}")


def asked(store: Store, question: str) -> list[Any]:
    with store.engine.connect() as connection:
        return list(connection.exec_driver_sql(question))
