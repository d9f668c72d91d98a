"""Rounds made ahead, kept in files: a server that starts anew finds those made before."""

import queue
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from game.common.files import whole


@dataclass(frozen=True)
class Ahead:
    """The fakes of a round to come: the seed that they follow from, and what match() needs."""

    seed: int
    content: np.ndarray


class HandFolder:
    """A queue of at most `size` rounds in a folder, for any number of threads and processes.

    A file is named after the seed and holds the content; whoever deletes it has the round.
    """

    def __init__(self, folder: Path, size: int) -> None:
        self._folder = folder
        self._size = size

    def put(self, thing: Ahead, *, timeout: float) -> None:
        """Add a round; raises queue.Full if there is no room after `timeout` seconds."""
        if self.qsize() >= self._size:
            time.sleep(timeout)
            raise queue.Full
        with whole(self._folder / f"{thing.seed}.npy") as file:
            np.save(file, thing.content)

    def get_nowait(self) -> Ahead:
        """A round that nobody else gets; raises queue.Empty if there is none."""
        for file in self._folder.glob("*.npy"):
            try:
                ahead = Ahead(int(file.stem), np.load(file))
                file.unlink()
            except (FileNotFoundError, PermissionError):  # another has it, or it cannot be taken
                continue
            except (ValueError, EOFError):  # no round; it will never be one
                file.unlink(missing_ok=True)
                continue
            return ahead
        raise queue.Empty

    def qsize(self) -> int:
        """How many are ready."""
        return len(list(self._folder.glob("*.npy")))
