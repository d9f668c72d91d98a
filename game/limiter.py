"""How often something may go wrong, for a whole server: a bucket of tokens that fills up again."""

import threading
import time
from collections.abc import Callable

from game.language import say
from game.refusal import Refused


class Limiter:
    """At most `most` wrong tries at once, and as many a minute after that; safe between threads.

    Whoever guesses uses up the tries of everybody: nobody's address is known here, nor stored.
    """

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._lock = threading.Lock()
        self._left = float(most)
        self._filled_at = clock()

    def check(self) -> None:
        """Raises Refused while there have been too many wrong tries, whether this one is or not."""
        with self._lock:
            self._fill()
            if self._left < 1:
                raise Refused(say("Too many wrong codes were tried just now; wait a minute."))

    def wrong(self) -> None:
        """Count a wrong try."""
        with self._lock:
            self._fill()
            self._left = max(0.0, self._left - 1)

    def _fill(self) -> None:
        now = self._clock()
        gained = (now - self._filled_at) * self._most / 60
        self._left = min(float(self._most), self._left + gained)
        self._filled_at = now
