"""Figures that take long, worked out once for everybody and anew behind the page."""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from game.review.guesses.table import GuessTable
from game.store.tables import now

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")

QUICK = 0.3  # seconds: what takes no longer is worked out while the visitor waits
MOST = 50  # questions whose answers are held


@dataclass(frozen=True)
class _Found(Generic[Answer]):
    version: int
    answer: Answer
    took: float
    at: datetime


class FigureCache(Generic[Question, Answer]):
    """Safe between threads. A question that was asked before is answered at once.

    If the table has changed since, and the answer took long, the one that is known is given while
    a thread works it out anew; `of` says as of when it holds.
    """

    def __init__(self, work: Callable[[GuessTable, Question], Answer]) -> None:
        self._work = work
        self._lock = threading.Lock()
        self._found: dict[Question, _Found[Answer]] = {}
        self._busy: set[Question] = set()

    def of(self, table: GuessTable, question: Question) -> tuple[Answer, datetime]:
        """The answer, and as of when."""
        found = self._found.get(question)
        if found is None or (found.version != table.version and found.took <= QUICK):
            found = self._find(table, question)
        elif found.version != table.version:
            self._find_behind(table, question)
        return found.answer, found.at

    def _find(self, table: GuessTable, question: Question) -> _Found[Answer]:
        began, at = time.perf_counter(), now()
        answer = self._work(table, question)
        found = _Found(table.version, answer, time.perf_counter() - began, at)
        with self._lock:
            if len(self._found) >= MOST:
                self._found.clear()
            self._found[question] = found
        return found

    def _find_behind(self, table: GuessTable, question: Question) -> None:
        with self._lock:
            if question in self._busy:
                return
            self._busy.add(question)

        def find() -> None:
            try:
                self._find(table, question)
            finally:
                with self._lock:
                    self._busy.discard(question)

        threading.Thread(target=find, name="review", daemon=True).start()
