"""Replicas and workers on one PostgreSQL behind nginx: started, watched, and stopped together."""

import os
import signal
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from game.admin.cluster.nginx import nginx
from game.admin.cluster.postgres import Postgres
from game.admin.cluster.processes import Process, answers_at, says
from game.common.errors import Unavailable
from game.common.settings import Settings

REPLICAS = 2
WORKERS = 2
GAME = (sys.executable, "-m", "game")
AT_WORK = "The worker is at work"  # which a worker says once
LOOK_EVERY = 1.0  # seconds between looks whether all are there


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
    # SIGINT, too: a shell has what it starts in the background ignore it.
    for ends in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ends, signal.default_int_handler)
    with ExitStack() as stack:
        url = settings.database_url
        if not url.startswith("postgres"):
            postgres = Postgres(folder)
            stack.callback(postgres.close)
            url = postgres.url
            _say("PostgreSQL", postgres.pid, url)
        own = os.environ | {
            "DATABASE_URL": url,
            "GAME_TRUSTED_PROXIES": "127.0.0.1",
            "GAME_WORKERS": "queue",
            "MALLOC_ARENA_MAX": "1",
        }
        parts = [
            *(_replica(number, one, own, folder) for number, one in enumerate(ports, 1)),
            *(worker(number, own, folder) for number in range(1, WORKERS + 1)),
            nginx(folder, port, ports),
        ]
        for part in parts:
            stack.callback(part.end)
            _start(part)
        print(f"Play at http://localhost:{port}; Ctrl-C stops all.", flush=True)
        _watch(parts)


def _replica(number: int, port: int, own: Mapping[str, str], folder: Path) -> Process:
    name = f"replica {number}"
    command = (*GAME, "serve", "--port", str(port), "--address", "127.0.0.1")
    ready = answers_at(f"http://127.0.0.1:{port}/readyz")
    return Process(name, command, own, ready, folder / f"replica-{number}.log")


def worker(number: int, own: Mapping[str, str], folder: Path) -> Process:
    """A worker of the queue, in this environment; not started yet."""
    log = folder / f"worker-{number}.log"
    return Process(f"worker {number}", (*GAME, "worker"), own, says(AT_WORK), log)


def _start(part: Process) -> None:
    part.start()
    _say(part.name, part.pid, str(part.log_file))


def _say(name: str, pid: int, where: str) -> None:
    print(f"{name:<11} process {pid:<8} {where}", flush=True)


def _watch(parts: Sequence[Process]) -> None:
    """Start again what has ended, until interrupted."""
    while True:
        time.sleep(LOOK_EVERY)
        for part in parts:
            if not part.runs:
                print(f"{part.name} has ended; it is started again.", flush=True)
                _start(part)


def _check_free(port: int) -> None:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        raise Unavailable(f"Port {port} is taken; name another by --port.") from None
