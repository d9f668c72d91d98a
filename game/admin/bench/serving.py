"""A Streamlit server in a process of its own, for a benchmark to measure from outside."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from game.admin.cluster.processes import Process, answers_at


class Server(Process):
    """A Streamlit server at a free port, `port`."""

    module = "streamlit"  # which runs the script

    def __init__(self, script: str | Path, *arguments: str, **environment: str) -> None:
        self.port = free_port()
        command = [
            *(sys.executable, "-m", self.module, "run", str(script)),
            *("--server.port", str(self.port), "--server.address", "127.0.0.1", "--"),
            *arguments,
        ]
        health = answers_at(f"http://127.0.0.1:{self.port}/_stcore/health")
        super().__init__("The server", command, os.environ | environment, health)


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(script: Path, *arguments: str, **environment: str) -> Iterator[int]:
    """The port of such a server; it is gone afterwards."""
    server = Server(script, *arguments, **environment)
    try:
        server.start()
        yield server.port
    finally:
        server.end()
