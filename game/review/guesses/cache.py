"""All closed guesses, in memory and up to date, so that no page scans the store for them."""

import time
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread

from game.review.guesses.copy import GuessCopy, StoreReplaced
from game.review.guesses.kept import keep, kept
from game.review.guesses.table import GuessTable, derive
from game.store.engine import Store

MANY = 100_000  # guesses: with more, making the table anew takes tenths of a second
FEW = 100_000  # guesses, which are read anew within a second: they are in no file
GROWN = 1.05  # of what the file holds: then it is written anew
PAUSE, OLD = 5.0, 60.0  # seconds: so old a large table is made anew behind the page, or before it


class GuessCache:
    """One for a server: its pages share the table. See `GuessTable` for what it holds.

    What is read of very many guesses is kept in the `file`, if one is named, for the next start.
    """

    def __init__(self, store: Store, file: Path | None = None) -> None:
        self._store, self._file = store, file
        self._lock = Lock()
        self._copy = (kept(file) if file else None) or GuessCopy()
        self._in_file = len(self._copy.people["guess"])
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
                self._copy, self._in_file = GuessCopy(), 0
                changed = self._refresh()
            if changed or behind or self._table is None:
                version = 1 if self._table is None else self._table.version + 1
                self._table = derive(self._copy, version)
                self._keep()
            self._behind = False
            self._looked_at = time.monotonic()
            return self._table

    def _keep(self) -> None:
        """Keep the copy if it has grown by much, or if the file holds somebody who has gone."""
        there = len(self._copy.people["guess"])
        grown = there > GROWN * self._in_file
        if self._file is None or not (grown or self._copy.forgot):
            return
        self._copy.forgot = False
        if there > FEW:
            with suppress(OSError):  # a full disk: the next start reads the store
                keep(self._copy, self._file)
            self._in_file = there
        elif self._in_file:
            self._file.unlink(missing_ok=True)
            self._in_file = 0

    def _refresh(self) -> bool:
        with self._store.snapshot() as session:
            return self._copy.refresh(session)
