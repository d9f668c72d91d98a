"""A Streamlit server in a process of its own, for a benchmark to measure from outside."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from game.admin.bench.phone import PATIENCE
from game.common.errors import Unavailable
from game.common.settings import ROOT


@contextmanager
def served(script: Path, *arguments: str, **environment: str) -> Iterator[int]:
    """A Streamlit server in a process of its own, and its port; it is gone afterwards.

    Raises Unavailable with its last words if it does not start.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", str(script)),
                *("--server.port", str(port), "--server.address", "127.0.0.1", "--"),
                *arguments,
            ],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=log,
            stderr=log,
        )
        try:
            for _ in range(int(PATIENCE * 5)):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                    break
                except OSError:
                    time.sleep(0.2)
            else:
                log.seek(0)
                raise Unavailable(f"The server did not start: {log.read()[-500:]}")
            yield port
        finally:
            process.terminate()
            process.wait()
