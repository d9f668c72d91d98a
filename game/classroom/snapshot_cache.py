"""What thirty browsers ask all the time, answered from memory: has anything changed in the room?

The store is the truth, and is read at most once a second a room, however many ask; whoever changes
a room has it read anew at once. So another process on the same store is noticed, too, only a little
later.
"""

import threading
import time
from collections.abc import Callable

from game.classroom.snapshot import Snapshot

SECONDS = 1.0  # how old an answer may be
ROOMS_KEPT = 200


class SnapshotCache:
    """The rooms' snapshots by code; None for a room that is not there. Safe between threads."""

    def __init__(
        self,
        read: Callable[[str], Snapshot | None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read = read
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[str, tuple[float, Snapshot | None]] = {}

    def of(self, code: str) -> Snapshot | None:
        """The room's snapshot, a second old at most."""
        with self._lock:
            read_at, snapshot = self._known.get(code, (float("-inf"), None))
            if self._clock() - read_at > SECONDS:
                if len(self._known) > ROOMS_KEPT:
                    self._known.clear()
                read_at, snapshot = self._clock(), self._read(code)
                self._known[code] = read_at, snapshot
            return snapshot

    def changed(self, code: str) -> None:
        """Have the room read anew by whoever asks next."""
        with self._lock:
            self._known.pop(code, None)
