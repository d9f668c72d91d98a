"""How often something may be tried: tokens in buckets that fill up again, one for each who tries.

Whoever has failed too often is refused without a look at what they typed, or guessing would not be
limited at all. So that nobody is refused for what others did, failures are counted by connection
first: a connection that has used up its tries is refused, takes nothing more from its address, and
no other connection notices. An address has many times as much, for a class behind one address has
many connections, and a guesser could open as many; only when that is used up, too, are connections
of that address refused that did not fail themselves. Whoever has proven once who they are (a seat
in a room, an open page of the admin) is not asked again, and so never limited. Other addresses are
never refused: across all of them there is an alarm in the log and nothing else.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from game.common.errors import Refused
from game.common.language import say

ALARM_EVERY = 600.0  # seconds
MOST = 10_000  # names that are remembered at once, of connections and of addresses

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Origin:
    """Where a try comes from: a connection, which is one page in one browser, and its address."""

    connection: str
    address: str


class Buckets:
    """A bucket of `most` tokens for each name, which an empty one gains again in `seconds`.

    Of more than `MOST` names those that took one longest ago are forgotten, as if theirs were full.
    """

    def __init__(self, most: int, seconds: float, clock: Callable[[], float]) -> None:
        self._most = most
        self._rate = most / seconds
        self._clock = clock
        # How many of them, and when: who took one last stands at the end.
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._spent)

    def empty(self, name: str) -> bool:
        """Whether not even one token is left."""
        return self._missing(name, self._clock()) > self._most - 1

    def take(self, name: str) -> None:
        """Take a token, of an empty bucket what is left; the oldest are forgotten once full."""
        now = self._clock()
        self._spent[name] = min(self._missing(name, now) + 1, self._most), now
        self._spent.move_to_end(name)
        while len(self._spent) > MOST or not self._left(next(iter(self._spent.values())), now):
            self._spent.popitem(last=False)

    def _missing(self, name: str, now: float) -> float:
        return self._left(self._spent.get(name, (0.0, now)), now)

    def _left(self, spent: tuple[float, float], now: float) -> float:
        return max(0.0, spent[0] - (now - spent[1]) * self._rate)


class Limiter:
    """So many tries by connection and by address, regained in `seconds`; safe between threads.

    More than `alarm` tries in that time, whoever makes them, are told in the log. Addresses are
    held in memory until they have regained all their tries, and nowhere else. `refusal` is marked
    by `to_say`.
    """

    def __init__(
        self,
        refusal: str,
        *,
        connection: int,
        address: int,
        alarm: int,
        seconds: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._refusal = refusal
        self._clock = clock
        self._lock = threading.Lock()
        self._connections = Buckets(connection, seconds, clock)
        self._addresses = Buckets(address, seconds, clock)
        self._everybody = Buckets(alarm, seconds, clock)
        self._warned_at = float("-inf")

    def check(self, origin: Origin) -> None:
        """Raises Refused if this connection, or its address, has no try left."""
        with self._lock:
            self._check(origin)

    def count(self, origin: Origin) -> None:
        """Count a try."""
        with self._lock:
            self._count(origin)

    def take(self, origin: Origin) -> None:
        """Count a try that is limited whether it fails or not. Raises Refused if none is left."""
        with self._lock:
            self._check(origin)
            self._count(origin)

    def _check(self, origin: Origin) -> None:
        if self._connections.empty(origin.connection) or self._addresses.empty(origin.address):
            raise Refused(say(self._refusal))

    def _count(self, origin: Origin) -> None:
        self._connections.take(origin.connection)
        self._addresses.take(origin.address)
        if self._everybody.empty("") and self._clock() - self._warned_at >= ALARM_EVERY:
            self._warned_at = self._clock()
            log.warning(
                "%r: very many tries at present, by %d connections from %d addresses",
                self._refusal,
                len(self._connections),
                len(self._addresses),
            )
        self._everybody.take("")
