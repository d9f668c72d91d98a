"""Addresses by which a browser fetches a trial's pictures: random, its own, and soon forgotten.

An address says nothing: not which face it shows, not to whom, not that two of them show the same.
Whoever is to see a trial is given one for each of its faces and is given the same ones again for a
while, so that a page that is drawn anew fetches nothing.
"""

import secrets
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

PATH = "/pictures"
SECONDS = 600.0  # that an address holds
FRESH = SECONDS / 2  # for so long it is given again
MOST = 50_000  # addresses
MOST_BYTES = 400 * 2**20  # of pictures, each counted once however many addresses show it


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
        self._shown: Counter[bytes] = Counter()  # addresses of a picture
        self._bytes = 0  # of all pictures

    def give(self, viewer: str, trial_id: int, pictures: Sequence[bytes]) -> tuple[str, ...]:
        """The addresses at which this viewer finds these pictures of the trial, in their order."""
        with self._lock:
            now = self._clock()
            given = self._given.pop((viewer, trial_id), None)
            if given is None or now - given.given_at > FRESH or not self._all_there(given):
                given = self._new(pictures, now)
            self._given[viewer, trial_id] = given
            self._forget(now)
            return given.addresses

    def picture(self, token: str) -> bytes | None:
        """What this address shows; None if it was never given, or too long ago."""
        with self._lock:
            given_at, picture = self._pictures.get(token, (float("-inf"), b""))
            return picture if self._clock() - given_at < SECONDS else None

    def _new(self, pictures: Sequence[bytes], now: float) -> _Given:
        tokens = [secrets.token_urlsafe(18) for _ in pictures]
        for token, picture in zip(tokens, pictures, strict=True):
            self._pictures[token] = now, picture
            self._bytes += 0 if self._shown[picture] else len(picture)
            self._shown[picture] += 1
        return _Given(tuple(f"{PATH}/{token}" for token in tokens), now)

    def _all_there(self, given: _Given) -> bool:
        return all(
            address.removeprefix(f"{PATH}/") in self._pictures for address in given.addresses
        )

    def _forget(self, now: float) -> None:
        """The oldest stand in front, in both."""
        while self._pictures:
            given_at, picture = next(iter(self._pictures.values()))
            full = len(self._pictures) > MOST or self._bytes > MOST_BYTES
            if now - given_at < SECONDS and not full:
                break
            self._pictures.popitem(last=False)
            self._shown[picture] -= 1
            if not self._shown[picture]:
                del self._shown[picture]
                self._bytes -= len(picture)
        while self._given:
            oldest = next(iter(self._given.values()))
            if now - oldest.given_at < SECONDS and len(self._given) <= MOST:
                break
            self._given.popitem(last=False)
