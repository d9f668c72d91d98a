"""What searches may cost a server: so many at once, each for so long."""

import threading
import time
from collections.abc import Callable
from contextlib import closing

from game.common.errors import Refused
from game.common.language import say
from game.generators.projection.search import States

AT_ONCE = 2
MOST_SECONDS = 120.0  # alone on two cores the longest takes half of it


class Bounds:
    """The server's: who comes when all places are taken is refused."""

    def __init__(
        self,
        at_once: int = AT_ONCE,
        most_seconds: float = MOST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._places = threading.BoundedSemaphore(at_once)
        self._most_seconds = most_seconds
        self._clock = clock

    def within(self, search: States) -> States:
        """The states of a search until its time is over, which it is then told.

        Raises Refused if too many are under way. Its place is free again once the iterator is
        closed.
        """
        if not self._places.acquire(blocking=False):
            raise Refused(
                say("Other faces are being searched for just now; try again in a minute.")
            )
        try:
            until = self._clock() + self._most_seconds
            with closing(search):
                for state in search:
                    yield state
                    if self._clock() > until:
                        return
        finally:
            self._places.release()
