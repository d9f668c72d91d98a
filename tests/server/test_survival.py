"""Whatever breaks under a crowd that answers all the time, what was acknowledged is there once."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from game.admin.bench.faults import bench, breaking
from game.admin.bench.faults.breaking import Machine
from game.admin.bench.faults.crowd import Crowd
from game.admin.bench.faults.proxy import Proxy
from game.admin.bench.serving import free_port
from game.admin.cluster.nginx import nginx
from game.faces.decks.deck import DECK
from game.rounds.game import Game
from game.rounds.plan import Plan
from game.store.engine import Store
from tests.browser.server import Server
from tests.fixtures.stores import postgres_of
from tests.fixtures.threads import run

BROKEN = ("connections cut", "server stopped", "server killed")


@pytest.fixture(params=["one server on sqlite", "two servers on postgresql behind nginx"])
def real(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Server, int]]:
    """The whole app, in processes of which the first can be killed, and where it is reached."""
    with ExitStack() as stack:
        url, folders = "", ["one"]
        if "two" in request.param:
            url = stack.enter_context(postgres_of(request.config).copied("migrated"))
            folders.append("two")
        servers = []
        for name in folders:
            (tmp_path / name).mkdir()
            servers.append(Server(tmp_path / name, url))
            stack.callback(servers[-1].kill)
        port = servers[0].port
        if len(servers) > 1:
            port = free_port()
            proxy = nginx(tmp_path, port, [server.port for server in servers])
            stack.callback(proxy.end)
            proxy.start()
        yield servers[0], port


def test_what_was_acknowledged_is_there_once(
    real: tuple[Server, int], game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaking, "STOPPED", 1.0)
    monkeypatch.setattr(breaking, "AWAY", 0.5)
    monkeypatch.setattr(bench, "BETWEEN", (0.2, 1.0))
    plan = Plan(DECK)
    fakes = game.dealer.fakes(plan, 5)
    dealt = plan, game.dealer.trials(fakes, plan, ())
    server, port = real
    store = Store(server.database_url)
    machine = Machine(server, Proxy(port), None, None)
    crowd = Crowd(store, machine.proxy, dealt, phones=5, alone=2)
    came_out = run(bench.under(BROKEN, machine, crowd))
    store.close()
    assert came_out["acknowledged"] > len(BROKEN)
    assert (came_out["lost"], came_out["doubled"]) == (0, 0)
