"""All closed guesses, in memory and up to date, so that no page scans the store for them."""

import time
from threading import Lock, Thread

from game.review.guesses.copy import GuessCopy, StoreReplaced
from game.review.guesses.table import GuessTable, derive
from game.store.engine import Store

MANY = 100_000  # guesses: with more, making the table anew takes tenths of a second
PAUSE, OLD = 5.0, 60.0  # seconds: so old a large table is made anew behind the page, or before it


class GuessCache:
    """One for a server: its pages share the table. See `GuessTable` for what it holds."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._copy = GuessCopy()
        self._table: GuessTable | None = None
        self._looked_at = 0.0
        self._behind = True  # the table is behind the copy

    def fresh(self) -> GuessTable:
        """The table with everything that is in the store; the same one if nothing has changed.

        The first call reads all, later ones what has been closed since. A very large table that was
        asked for within the last minute is given as it is, and brought up to date by a thread.
        """
        table, age = self._table, time.monotonic() - self._looked_at
        if table is None or len(table) <= MANY or age > OLD:
            return self._renewed()
        if age > PAUSE and not self._lock.locked():
            Thread(target=self._renewed, name="guesses", daemon=True).start()
        return table

    def _renewed(self) -> GuessTable:
        with self._lock:
            behind, self._behind = self._behind, True  # whatever fails on the way
            try:
                changed = self._refresh()
            except StoreReplaced:
                self._copy = GuessCopy()
                changed = self._refresh()
            if changed or behind or self._table is None:
                version = 1 if self._table is None else self._table.version + 1
                self._table = derive(self._copy, version)
            self._behind = False
            self._looked_at = time.monotonic()
            return self._table

    def _refresh(self) -> bool:
        with self._store.snapshot() as session:
            return self._copy.refresh(session)
