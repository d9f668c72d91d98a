"""What takes long is given as it was, and worked out anew behind the page."""

import time
from dataclasses import dataclass
from typing import cast

import pytest

from game.review import figure_cache
from game.review.figure_cache import FigureCache
from game.review.guesses.table import GuessTable


@dataclass
class Version:
    """As much of a table as is asked for here."""

    version: int


def table(version: int) -> GuessTable:
    return cast(GuessTable, Version(version))


def test_quick_answers_are_always_those_of_the_present() -> None:
    asked = FigureCache(lambda table, question: (table.version, question))
    assert asked.of(table(1), "a")[0] == (1, "a")
    assert asked.of(table(2), "a")[0] == (2, "a")
    assert asked.of(table(2), "b")[0] == (2, "b")


def test_an_unchanged_table_is_not_worked_out_again() -> None:
    times = []
    asked = FigureCache(lambda _table, _question: times.append(1))
    first, second = asked.of(table(1), "a"), asked.of(table(1), "a")
    assert len(times) == 1
    assert first[1] == second[1]


def test_a_slow_answer_is_given_at_once_and_replaced_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(figure_cache, "QUICK", 0.0)
    asked = FigureCache(lambda table, _question: table.version)
    assert asked.of(table(1), "a")[0] == 1
    assert asked.of(table(2), "a")[0] == 1
    until = time.monotonic() + 60
    while asked.of(table(2), "a")[0] != 2 and time.monotonic() < until:
        time.sleep(0.01)
    assert asked.of(table(2), "a")[0] == 2
