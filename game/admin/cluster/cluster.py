"""Replicas and workers on one PostgreSQL behind nginx: started, watched, and stopped together."""

import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from game.admin.cluster.nginx import nginx
from game.admin.cluster.postgres import Postgres
from game.admin.cluster.processes import Process, answers
from game.common.errors import Unavailable
from game.common.settings import Settings

REPLICAS = 2
LOOK_EVERY = 1.0  # seconds between looks whether all are there


@dataclass(frozen=True)
class Part:
    """One process of the cluster, and where it is reached."""

    process: Process
    place: str = ""

    def __str__(self) -> str:
        return f"{self.process.name:<11} pid {self.process.pid:<8} {self.place}"


def run_cluster(settings: Settings, port: int) -> None:
    """Start all, nginx at this port and replicas at those behind it, and go on until interrupted.

    What ends by itself is started again. PostgreSQL is that of DATABASE_URL or else one of its own,
    whose data stays in GAME_HOME. Raises Unavailable, with all stopped, if one cannot start.
    """
    ports = [port + 1 + number for number in range(REPLICAS)]
    for one in (port, *ports):
        _check_free(one)
    folder = settings.home / "cluster"
    folder.mkdir(parents=True, exist_ok=True)
    for ends in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ends, signal.default_int_handler)
    with ExitStack() as stack:
        url = settings.database_url
        if not url.startswith("postgres"):
            postgres = Postgres(folder)
            stack.callback(postgres.close)
            url = postgres.url
            print(f"{'PostgreSQL':<11} pid {postgres.pid:<8} {url}")
        own = os.environ | {
            "DATABASE_URL": url,
            "GAME_TRUSTED_PROXIES": "127.0.0.1",
            "MALLOC_ARENA_MAX": "1",
        }
        parts = []
        for number, one in enumerate(ports, 1):
            address = f"http://127.0.0.1:{one}"
            replica = Process(
                f"replica {number}",
                (*_GAME, "serve", "--port", str(one), "--address", "127.0.0.1"),
                own,
                lambda address=address: answers(f"{address}/readyz"),  # type: ignore[misc]
                folder / f"replica-{number}.log",
            )
            parts.append(Part(replica, address))
        parts.append(Part(nginx(folder, port, ports), f"http://localhost:{port}"))
        for part in parts:
            stack.callback(part.process.end)
            part.process.start()
            print(part)
        print(f"Play at http://localhost:{port}; logs are in {folder}. Ctrl-C stops all.")
        _watch(parts)


_GAME = (sys.executable, "-m", "game")


def _watch(parts: Sequence[Part]) -> None:
    """Start again what has ended, until interrupted."""
    while True:
        time.sleep(LOOK_EVERY)
        for part in parts:
            if not part.process.runs:
                print(f"{part.process.name} has ended; it is started again.")
                part.process.start()
                print(part)


def _check_free(port: int) -> None:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        raise Unavailable(f"Port {port} is taken; name another by --port.") from None
