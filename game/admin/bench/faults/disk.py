"""A disk that can be full."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

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
