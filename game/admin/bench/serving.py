"""A Streamlit server in a process of its own, for a benchmark to measure from outside."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from game.common.errors import Unavailable
from game.common.settings import ROOT

STARTING = 300.0  # seconds; a busy machine is slow, not broken


class Server:
    """A Streamlit server in a process of its own, which may be killed and started again."""

    module = "streamlit"  # which runs the script

    def __init__(self, script: str | Path, *arguments: str, **environment: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.environment = os.environ | environment
        self._command = [
            *(sys.executable, "-m", self.module, "run", str(script)),
            *("--server.port", str(self.port), "--server.address", "127.0.0.1", "--"),
            *arguments,
        ]
        # The process appends to it for as long as the server is used.
        self._log = tempfile.TemporaryFile("a+")  # noqa: SIM115
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers. Raises Unavailable with its last words if not."""
        self._process = subprocess.Popen(
            self._command, cwd=ROOT, env=self.environment, stdout=self._log, stderr=self._log
        )
        deadline = time.monotonic() + STARTING
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_stcore/health", timeout=1)
                return
            except OSError:
                time.sleep(0.05)
        raise Unavailable(f"The server did not start: {self.log[-500:]}")

    @property
    def log(self) -> str:
        """What it has said so far."""
        self._log.seek(0)
        return self._log.read()

    @property
    def pid(self) -> int:
        """The number of its process. Raises Unavailable before the start."""
        if self._process is None:
            raise Unavailable("The server is not started.")
        return self._process.pid

    def tell(self, what: signal.Signals) -> None:
        """Send its process a signal."""
        if self._process is not None:
            self._process.send_signal(what)

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it, by SIGKILL as a power cut would."""
        self.tell(how)
        if self._process is not None:
            self._process.wait()


@contextmanager
def served(script: Path, *arguments: str, **environment: str) -> Iterator[int]:
    """The port of such a server; it is gone afterwards."""
    server = Server(script, *arguments, **environment)
    try:
        server.start()
        yield server.port
    finally:
        server.end()
