"""Who has lost the cookie of a seat in a room asks to come back, and the room's host decides.

Requests are kept in memory alone: one that is lost is asked once more.
"""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from game.common.errors import Refused
from game.common.language import say
from game.rounds import players

PATIENCE = 120.0  # seconds before another browser may ask for the same player
MOST = 1000  # requests kept, in all rooms


@dataclass(frozen=True)
class _Request:
    identity_sha256: str
    asked_at: float
    refused: bool = False


class Returning:
    """The requests by room and player: one a player. Safe between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._requests: dict[tuple[str, int], _Request] = {}

    def ask(self, code: str, player_id: int) -> str:
        """A token that opens the player's seat once the host nods. Raises Refused after another."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            asked = self._requests.pop((code, player_id), None)
            if asked is not None and self._clock() - asked.asked_at < PATIENCE:
                self._requests[code, player_id] = asked
                raise Refused(say("The host has been asked about this player already; wait."))
            if len(self._requests) >= MOST:
                del self._requests[next(iter(self._requests))]
            self._requests[code, player_id] = _Request(players.identity(token), self._clock())
        return token

    def of(self, code: str) -> set[int]:
        """The players of this room for whom somebody waits at the door."""
        with self._lock:
            return {
                player_id
                for (room, player_id), asked in self._requests.items()
                if room == code and not asked.refused
            }

    def waits(self, code: str, token: str) -> bool:
        """Whether this browser waits. Raises Refused once the host has said no."""
        identity = players.identity(token)
        with self._lock:
            for (room, _), asked in self._requests.items():
                if (room, asked.identity_sha256) == (code, identity):
                    if asked.refused:
                        raise Refused(say("The host has not let you back in."))
                    return True
        return False

    def admit(self, code: str, player_id: int) -> str:
        """The identity that is the player's from now on. Raises Refused if nobody asks for it."""
        with self._lock:
            asked = self._requests.pop((code, player_id), None)
        if asked is None or asked.refused:
            raise Refused(say("Nobody asks to come back as this player any more."))
        return asked.identity_sha256

    def refuse(self, code: str, player_id: int) -> None:
        """Say no to whoever asks for this player."""
        with self._lock:
            if asked := self._requests.get((code, player_id)):
                self._requests[code, player_id] = replace(asked, refused=True)
