"""A class survives its server: killed in the middle of a trial, started again, and nothing lost."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.client import HTTPException
from pathlib import Path

import pytest
from sqlalchemy import select

from game.classroom.classroom import Classroom
from game.common.settings import Settings
from game.rounds.game import Game
from game.store.tables import Guess
from tests.browser.server import Server
from tests.server.serving import Served, until
from tests.server.test_channel import Room

PLAYERS = 12


@pytest.fixture
def real(tmp_path: Path, game: Game) -> Iterator[Server]:
    """The whole app, in a process that can be killed."""
    server = Server(tmp_path)
    yield server
    server.kill()


def test_what_was_acknowledged_is_there_once(real: Server, game: Game) -> None:
    """Killed while a class answers; whoever was not told that they were heard says it again."""
    own = replace(Settings.from_environment(), database_url=real.database_url)
    there = Game.open(own)
    served = Served(Classroom(there), real.port)
    room = Room(served)
    players = [room.join(f"Player {n}") for n in range(PLAYERS)]
    assert room.lead(act="begin") == 200
    with room.follow(players[0]) as phone:
        trial = until(phone, phase="ask")["trial"]
    acknowledged: Counter[str] = Counter()
    some = threading.Event()

    def answer(player: str) -> None:
        with suppress(OSError, HTTPException):  # the server is gone
            acknowledged[player] += room.answer(player, trial) == 200
            if acknowledged.total() >= PLAYERS // 3:
                some.set()

    threads = [threading.Thread(target=answer, args=(player,)) for player in players]
    for thread in threads:
        thread.start()
    assert some.wait(60)
    real.kill()
    for thread in threads:
        thread.join()
    real.start()
    with there.store.read() as session:
        stored = session.scalars(select(Guess).where(Guess.trial_id == trial)).all()
    assert len(stored) >= acknowledged.total() >= PLAYERS // 3
    for player in players:
        with room.follow(player) as phone:
            state = until(phone, phase="ask", trial=trial)
            assert state["choice"] == 0 or not acknowledged[player]
            assert room.answer(player, trial) == 200  # heard or not: it is sent again
            assert state["choice"] == 0 or until(phone, choice=0)
    with there.store.read() as session:
        stored = session.scalars(select(Guess).where(Guess.trial_id == trial)).all()
    assert len(stored) == len({guess.player_id for guess in stored}) == PLAYERS
    there.close()
