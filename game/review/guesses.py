"""All closed answers, in memory and kept fresh, so that no page scans the store for them."""

import time
from threading import Lock, Thread

from game.review.guess_copy import Copy, Replaced
from game.review.guess_table import Table, derive
from game.store.engine import Store

MANY = 100_000  # answers: with more, making the table anew takes tenths of a second
PAUSE, OLD = 5.0, 60.0  # seconds: so old a large table is made anew behind the page, or before it


class Answers:
    """One for a server: its pages share the table. See `Table` for what it holds."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._copy = Copy()
        self._table: Table | None = None
        self._looked_at = 0.0
        self._behind = True  # the table is behind the copy

    def fresh(self) -> Table:
        """The table with everything that is in the store; the same one if nothing has changed.

        The first call reads all, later ones what has been closed since. A very large table that was
        asked for within the last minute is given as it is, and brought up to date by a thread.
        """
        table, age = self._table, time.monotonic() - self._looked_at
        if table is None or len(table) <= MANY or age > OLD:
            return self._renewed()
        if age > PAUSE and not self._lock.locked():
            Thread(target=self._renewed, name="answers", daemon=True).start()
        return table

    def _renewed(self) -> Table:
        with self._lock:
            behind, self._behind = self._behind, True  # whatever fails on the way
            try:
                changed = self._refresh()
            except Replaced:
                self._copy = Copy()
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
