"""A look at a running game: what it says, and what it calls wrong."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from game.admin import health
from game.common.settings import Settings
from game.rounds.game import Game
from game.store.engine import Store
from game.store.tables import Player, now


@pytest.fixture
def settings() -> Settings:
    return Settings.from_environment()


def stands_in(store: Store, ready: int = 4, minutes: int = 2) -> Any:
    """A game as far as it is looked at, without its networks."""
    generator = SimpleNamespace(name="g")
    dealer = SimpleNamespace(ahead=[0] * ready, generator=generator, workers=None)
    return SimpleNamespace(
        store=store,
        dealer=dealer,
        networks=SimpleNamespace(names=("A network",)),
        opened_at=now() - timedelta(minutes=minutes),
    )


def test_a_healthy_game_says_what_is_at_work(
    store: Store, ada: int, network: int, trials: list[int], settings: Settings
) -> None:
    found = health.examine(stands_in(store), settings)
    assert found.problems == ()
    assert (found.people, found.answers, found.rooms_open, found.rounds_ready) == (1, 0, 0, 4)
    assert found.database == store.engine.dialect.name
    assert found.database_bytes > 10_000
    assert found.revision >= "0005"
    assert found.free_bytes > 0
    assert found.versions.keys() > {"game", "Python"}


def test_what_is_wrong_is_said_with_what_to_do(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "LEAST_FREE", 10**18)
    monkeypatch.setattr(health, "SLOWEST", 0.0)
    pool, database, disk = health.examine(stands_in(store, ready=0), settings).problems
    assert "python -m game doctor" in pool
    assert "The database takes" in database
    assert "GAME_HOME" in disk
    # The first rounds take a moment.
    assert len(health.examine(stands_in(store, ready=0, minutes=0), settings).problems) == 2


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 min"), (59, "59 min"), (61, "1 h 1 min"), (1500, "1 d 1 h"), (44_640, "31 d 0 h")],
)
def test_the_time_it_runs_is_said_in_two_units(minutes: int, said: str) -> None:
    assert health.duration(timedelta(minutes=minutes, seconds=59)) == said


def test_networks_play_on_in_a_store_that_was_replaced(game: Game) -> None:
    with game.store.write() as session:
        for model in session.query(Player):
            session.delete(model)
    game.networks.enlist()
    with game.store.read() as session:
        names = [model.nickname for model in session.query(Player)]
    assert names == list(game.networks.names)
