"""Questions that pages ask again and again go by indexes, not through whole tables."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Select, text

from game.store import board_queries, face_queries, round_queries
from game.store.engine import Store
from game.store.simulated.simulator import DECK, simulate
from game.store.tables import now
from tests.fixtures.people import fake

BIG = ("guess", "face", "trial")  # PostgreSQL rightly goes through small ones
QUESTIONS: dict[str, Callable[[], Select[*tuple[Any, ...]]]] = {
    "who marked a fake": lambda: face_queries.spots_on(fake(1)),
    "everybody's attacks": lambda: board_queries.attacks(DECK, None),
    "everybody's climbs": lambda: board_queries.climbed(DECK, None),
    "photos seen": lambda: face_queries.photos_seen(1, DECK),
    "own and networks' answers": lambda: round_queries.own_and_networks_guesses(1, 1),
    "closed trials": lambda: round_queries.answered_trials(1, 1),
    "closed lately and unjudged": lambda: round_queries.unjudged_since(now()),
    "the score of a shared round": lambda: board_queries.scores_at(1),
}


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with enough in it for an index to pay, and of which the planner knows."""
    simulate(store, players=300, guesses=10_000, seed=1)
    with store.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ANALYZE")
    return store


def plan(store: Store, question: Select[*tuple[Any, ...]]) -> list[str]:
    """How the database means to answer, line by line."""
    sqlite = store.engine.dialect.name == "sqlite"
    said = question.compile(store.engine, compile_kwargs={"literal_binds": True})
    explain = "EXPLAIN QUERY PLAN" if sqlite else "EXPLAIN"
    with store.engine.connect() as connection:
        rows = connection.execute(text(f"{explain} {str(said).replace(':', chr(92) + ':')}"))
        return [str(row[-1]) for row in rows]


def whole(lines: list[str]) -> set[str]:
    """The tables that are gone through from end to end."""
    found = re.findall(r"(?:\bSCAN|\bSeq Scan on) \"?(\w+)", "\n".join(lines))
    return {name for name in found if name.startswith(BIG)}


def test_no_question_goes_through_a_whole_table(filled: Store) -> None:
    plans = {name: plan(filled, question()) for name, question in QUESTIONS.items()}
    assert {name: lines for name, lines in plans.items() if whole(lines)} == {}


def test_without_its_index_a_fakes_marks_are_looked_for_everywhere(filled: Store) -> None:
    with filled.engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX ix_face_seed")
    assert whole(plan(filled, QUESTIONS["who marked a fake"]())) != set()
