"""A host leads on from another device: by a link that holds once and for ten minutes.

Kept in memory alone: a link that is lost is made once more.
"""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from game.common.errors import Refused
from game.common.language import say

SECONDS = 600.0  # that a link holds
MOST = 1000  # links kept, of all rooms


@dataclass(frozen=True)
class _Move:
    code: str
    secret: str
    until: float


class Moves:
    """The links of this server by what only they say. Safe between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._waiting: dict[str, _Move] = {}

    def offer(self, code: str, secret: str) -> str:
        """A nonce for which the room's secret is handed out, once."""
        nonce = secrets.token_urlsafe(24)
        with self._lock:
            now = self._clock()
            self._waiting = {old: one for old, one in self._waiting.items() if one.until > now}
            if len(self._waiting) >= MOST:
                del self._waiting[next(iter(self._waiting))]
            self._waiting[nonce] = _Move(code, secret, now + SECONDS)
        return nonce

    def take(self, code: str, nonce: str) -> str:
        """The secret of this room's host. Raises Refused for a link that no longer holds."""
        with self._lock:
            move = self._waiting.pop(nonce, None)
        if move is None or move.code != code or move.until <= self._clock():
            raise Refused(
                say(
                    "This link has been used, or is older than ten minutes: have the room's host "
                    "make another one."
                )
            )
        return move.secret
