"""Workers as processes of their own, on a queue in PostgreSQL, for servers that have none."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from game.admin import health
from game.admin.bench.serving import Server
from game.common.errors import Unavailable
from game.common.settings import Settings
from game.rounds.dealing.dealers import workers_of
from game.rounds.dealing.queued import QueueWorkers
from game.rounds.game import Game
from game.store.engine import Store
from tests.fixtures.decks import linked_home
from tests.fixtures.stores import new_sqlite, postgres_of
from tests.fixtures.threads import at_once
from tests.server.serving import Served

PATIENCE = 120.0  # seconds
JUDGES = "symmetry,small-cnn"
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    with postgres_of(request.config).copied("migrated") as url:
        yield Settings(linked_home(tmp_path), url, judges=JUDGES, workers="queue")


def _environment(settings: Settings) -> dict[str, str]:
    return {
        "DATABASE_URL": settings.database_url,
        "GAME_HOME": str(settings.home),
        "GAME_JUDGES": settings.judges,
    }


@pytest.fixture
def start(settings: Settings) -> Iterator[Start]:
    """Starts a worker, which ends with the test."""
    with ExitStack() as stack:

        def started(*how: str) -> "subprocess.Popen[bytes]":
            worker = subprocess.Popen(
                [sys.executable, "-m", "tests.admin.work", *how],
                env=os.environ | _environment(settings),
            )
            stack.callback(worker.wait)
            stack.callback(worker.kill)
            return worker

        yield started


@pytest.fixture
def replica(settings: Settings) -> Iterator[Server]:
    """The app as it is served, on the same store."""
    served = Server("streamlit_app.py", **_environment(settings), GAME_WORKERS="queue")
    served.start()
    yield served
    served.end()


@pytest.fixture
def servers(settings: Settings) -> Iterator[list[Game]]:
    """Two servers without workers of their own."""
    opened = [Game.open(settings, elsewhere=workers_of) for _ in range(2)]
    yield opened
    for server in opened:
        server.close()


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def loaded(pid: int) -> bool:
    """Whether a process has loaded Torch."""
    return "libtorch" in Path(f"/proc/{pid}/maps").read_text()


def under_way(store: Store) -> int:
    """How many jobs a worker is at that somebody waits for."""
    asked = (
        "SELECT count(*) FROM queue.procrastinate_jobs WHERE queue_name = 'asked'"
        " AND status = 'doing'"
    )
    with store.read() as session:
        return int(session.connection().exec_driver_sql(asked).scalar_one())


def test_workers_make_and_judge_what_servers_ask_for(
    servers: list[Game], replica: Server, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.rounds.dealing.queued.PATIENCE", PATIENCE)
    one, other = servers
    dealer = one.dealer
    recipe = dealer.generator.recipe(2_000_123, 0.7, 256)
    doomed = start("stuck")
    with ThreadPoolExecutor() as threads:
        # A worker is killed in the middle of a face: another makes it.
        asked = threads.submit(dealer.pictures.framed, recipe)
        until(lambda: under_way(one.store) == 1)
        doomed.kill()
        worker = start()
        framed = asked.result(PATIENCE)
    np.testing.assert_allclose(
        framed.astype(float), dealer.deck.frame.fake(dealer.generator.face(recipe)), atol=8
    )
    # What it cannot make, or does not expect, is told to who waits.
    assert isinstance(dealer.workers, QueueWorkers)
    with pytest.raises(Unavailable, match="1024 pixels, not 7"):
        dealer.pictures.framed(replace(recipe, size=7))
    with pytest.raises(Unavailable, match="its log says why"):
        dealer.workers.ask("nothing", dealer.deck)
    # With nothing in stock a round is made while its player sees how far it is.
    player, _ = one.join("Ada")
    told: list[float] = []
    one.start(player, length=2, progress=told.append)
    assert told == [0.5, 1.0]
    trial = one.turn(player)
    assert trial is not None
    drawn = one.pictures(player, trial.trial_id)
    assert drawn == other.pictures(player, trial.trial_id)
    one.answer(player, trial.trial_id, 0, confidence=2)
    # Both servers ask for the judges' answers at once: each is stored once.
    reveals = at_once(2, lambda n: servers[n].reveal(player, trial.trial_id))
    assert [verdict.nickname for verdict in reveals[0].verdicts] == ["Symmetry", "Small CNN"]
    assert reveals[0] == reveals[1]
    # So does a whole server, without Torch in its process.
    player, cookie = other.join("Bo")
    other.start(player, length=2)
    served = Served(None, replica.port)
    until(lambda: served.ask("GET", "/readyz")[0] == 200)
    status, body, _ = served.ask("GET", "/round/state", cookie=f"player={cookie}")
    state = json.loads(body)
    assert (status, state["phase"]) == (200, "ask")
    for address in state["pictures"]:
        assert served.ask("GET", address)[1].startswith(b"\x89PNG")
    pressed = {"place": 0, "seconds": 1.0, "shown_seconds": None, "confidence": 2}
    status, body, _ = served.ask(
        "POST", "/round/answer", pressed | {"trial": state["trial"]}, cookie=f"player={cookie}"
    )
    assert (status, json.loads(body).get("phase")) == (200, "reveal"), body
    until(lambda: len(one.reveal(player, state["trial"]).verdicts) == 2)
    assert (loaded(worker.pid), loaded(replica.pid)) == (True, False)
    replica.end()  # it takes rounds, too
    # A round made ahead is for one of them.
    other.dealer.ahead.start()
    until(lambda: len(one.dealer.ahead) > 0)
    worker.terminate()
    assert worker.wait(PATIENCE) == 0
    taken = at_once(4, lambda n: servers[n % 2].dealer.ahead.take())
    assert len({ahead.seed for ahead in taken if ahead}) == len([1 for ahead in taken if ahead]) > 0


def test_without_a_worker_somebody_who_waits_is_told_and_so_is_the_admin(
    servers: list[Game], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.rounds.dealing.queued.PATIENCE", 0.3)
    monkeypatch.setattr("game.rounds.dealing.queued.AGAIN", 0.1)
    monkeypatch.setattr("game.rounds.dealing.queued.LOOK", 0.1)
    with pytest.raises(Unavailable, match="No worker is at work"):
        servers[0].dealer.fakes(servers[0].plan())
    assert "No worker is at work" in health.examine(servers[0], settings).problems[-1]


@pytest.mark.parametrize(("workers", "why"), [("queue", "need PostgreSQL"), ("mine", "'mine'")])
def test_workers_that_cannot_be_are_refused(tmp_path: Path, workers: str, why: str) -> None:
    store = Store(new_sqlite(tmp_path))
    with pytest.raises(Unavailable, match=why):
        workers_of(Settings(tmp_path, "", workers=workers), store)
    store.close()
