"""The scale of each deck, made anew behind the pages: a fit may take seconds, and nobody waits."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

from game.review.guesses.cache import GuessCache
from game.review.scale import FaceScale, fit_faces

SHORTEST, LONGEST = 5.0, 600.0  # seconds from one fit to the next
SHARE = 100  # a fit that took a second is used for so many
PATIENCE = 1.0  # seconds that a page waits for a fit


@dataclass
class _Fitted:
    scale: FaceScale | None
    version: int
    until: float


class ScaleCache:
    """One for a server."""

    def __init__(self, guesses: GuessCache, clock: Callable[[], float] = time.monotonic) -> None:
        self._guesses = guesses
        self._clock = clock
        self._lock = Lock()
        self._worker = ThreadPoolExecutor(1, "scale")
        self._fitted: dict[str, _Fitted] = {}
        self._running: dict[str, Future[None]] = {}

    def latest(self, deck: str, patience: float = PATIENCE) -> FaceScale | None:
        """The scale of a deck, up to ten minutes old; None if there is none yet.

        There is none below 30 answers, nor while a first fit takes longer than `patience`.
        """
        with self._lock:
            known = self._fitted.get(deck)
            running = self._running.get(deck)
            due = known is None or self._clock() >= known.until
            if due and (running is None or running.done()):
                running = self._running[deck] = self._worker.submit(self._fit, deck)
        if running is not None:
            with suppress(TimeoutError):
                running.result(patience)
        known = self._fitted.get(deck)
        return known.scale if known else None

    def _fit(self, deck: str) -> None:
        began = self._clock()
        table = self._guesses.fresh()
        known = self._fitted.get(deck)
        if known is not None and known.version == table.version:
            known.until = began + SHORTEST
            return
        scale = fit_faces(table, deck)
        took = self._clock() - began
        pause = min(max(SHARE * took, SHORTEST), LONGEST)
        self._fitted[deck] = _Fitted(scale, table.version, began + pause)
