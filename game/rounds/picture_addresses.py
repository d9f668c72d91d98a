"""Addresses by which a browser fetches a trial's pictures: random, its own, and soon forgotten.

An address says nothing: not which face it shows, not to whom, not that two of them show the same.
Whoever is to see a trial is given one for each of its faces and is given the same ones again for a
while, so that a page that is drawn anew fetches nothing.
"""

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

PATH = "/pictures"
SECONDS = 600.0  # that an address holds
FRESH = SECONDS / 2  # for so long it is given again
MOST = 50_000  # addresses; those of one trial share its pictures


@dataclass(frozen=True)
class _Given:
    addresses: tuple[str, ...]
    given_at: float


class PictureAddresses:
    """The addresses of this server. Safe between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._given: OrderedDict[tuple[str, int], _Given] = OrderedDict()
        self._pictures: OrderedDict[str, tuple[float, bytes]] = OrderedDict()

    def give(self, viewer: str, trial_id: int, pictures: Sequence[bytes]) -> tuple[str, ...]:
        """The addresses at which this viewer finds these pictures of the trial, in their order."""
        with self._lock:
            now = self._clock()
            given = self._given.pop((viewer, trial_id), None)
            if given is None or now - given.given_at > FRESH:
                tokens = [secrets.token_urlsafe(18) for _ in pictures]
                given = _Given(tuple(f"{PATH}/{token}" for token in tokens), now)
                self._pictures.update(
                    (token, (now, picture)) for token, picture in zip(tokens, pictures, strict=True)
                )
            self._given[viewer, trial_id] = given
            self._forget(now)
            return given.addresses

    def given(self, viewer: str, trial_id: int) -> tuple[str, ...] | None:
        """Those that this viewer has of the trial; None if it is to be given to them, or anew."""
        with self._lock:
            given = self._given.get((viewer, trial_id))
            return given.addresses if given and self._clock() - given.given_at <= FRESH else None

    def picture(self, token: str) -> bytes | None:
        """What this address shows; None if it was never given, or too long ago."""
        with self._lock:
            given_at, picture = self._pictures.get(token, (float("-inf"), b""))
            return picture if self._clock() - given_at < SECONDS else None

    def _forget(self, now: float) -> None:
        """The oldest stand in front, in both."""
        while self._pictures:
            given_at, _ = next(iter(self._pictures.values()))
            if now - given_at < SECONDS and len(self._pictures) <= MOST:
                break
            self._pictures.popitem(last=False)
        while self._given:
            oldest = next(iter(self._given.values()))
            if now - oldest.given_at < SECONDS and len(self._given) <= MOST:
                break
            self._given.popitem(last=False)
