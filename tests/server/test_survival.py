"""Whatever breaks under a crowd that answers all the time, what was acknowledged is there once."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.admin.bench.faults import bench, breaking, crowd
from game.admin.bench.faults.breaking import Machine
from game.admin.bench.faults.proxy import Proxy
from game.faces.decks.deck import DECK
from game.rounds.game import Game
from game.rounds.plan import Plan
from game.store.engine import Store
from tests.browser.server import Server

BROKEN = ("connections cut", "server stopped", "server killed")


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Server]:
    """The whole app, in a process that can be killed."""
    server = Server(tmp_path)
    yield server
    server.kill()


def test_what_was_acknowledged_is_there_once(
    real: Server, game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaking, "STOPPED", 1.0)
    monkeypatch.setattr(breaking, "AWAY", 0.5)
    monkeypatch.setattr(bench, "BETWEEN", (0.2, 1.0))
    plan = Plan(DECK)
    fakes = game.dealer.fakes(plan, 5)
    dealt = plan, game.dealer.trials(fakes, plan, ())
    store = Store(real.database_url)
    machine = Machine(real, Proxy(real.port), None, None)
    there = crowd.Crowd(store, machine.proxy, dealt, phones=5, alone=2)
    came_out = asyncio.run(bench.under(BROKEN, machine, there))
    store.close()
    assert came_out["acknowledged"] > len(BROKEN)
    assert (came_out["lost"], came_out["doubled"]) == (0, 0)
