"""Rounds made ahead, kept in files: a server that starts anew finds those made before."""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from game.common.files import whole
from game.generators.pool import Pool, Ready

ROUNDS = 24  # made before anybody asks, some seconds of work each: a class and its host


@dataclass(frozen=True)
class Ahead:
    """The fakes of a round to come: the seed that they follow from, and what match() needs."""

    seed: int
    content: np.ndarray


class Folder:
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


class MadeAhead(Pool[Ahead]):
    """The usual rounds' pool: its worker rests while anybody waits for a face."""

    def __init__(
        self, make: Callable[[Callable[[float], object]], Ahead], folder: Path | None
    ) -> None:
        """`make` is given what to call after each face; kept in `folder`, or in memory."""
        ready: Ready[Ahead] = Folder(folder, ROUNDS) if folder else queue.Queue(ROUNDS)
        super().__init__("rounds", lambda: make(self.give_way), ready)
        self._people = 0  # who wait for a face
        self._nobody = threading.Condition()

    @contextmanager
    def waited_for(self) -> Iterator[None]:
        """Meanwhile no round is made ahead."""
        with self._nobody:
            self._people += 1
        try:
            yield
        finally:
            with self._nobody:
                self._people -= 1
                self._nobody.notify_all()

    def give_way(self, _: float) -> None:
        """Wait until nobody waits for a face."""
        with self._nobody:
            self._nobody.wait_for(lambda: not self._people)
