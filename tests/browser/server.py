"""The app in a process of its own, for browsers to visit."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from game.common.settings import ROOT
from game.store.engine import Store
from tests.fixtures.decks import linked_home
from tests.fixtures.stores import new_sqlite


class Server:
    """The app in a process of its own, which can be killed and started again on the same store."""

    script = "streamlit_app.py"

    def __init__(self, folder: Path, **environment: str) -> None:
        self.database_url = new_sqlite(folder)
        own = {"DATABASE_URL": self.database_url, "GAME_HOME": str(linked_home(folder / "home"))}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.environment = os.environ | environment | own
        self.start()

    def start(self) -> None:
        """Start, and wait until it answers."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "tests.browser.serve", "run", self.script),
                    *("--server.port", str(self.port), "--server.address", "127.0.0.1"),
                ],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + 300  # a busy machine is slow, not wrong
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1)
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the server did not start: {self.log.read_text()}")

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()

    def store(self) -> Store:
        """The server's store, opened by the test too."""
        return Store(self.database_url)
