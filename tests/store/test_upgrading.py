"""Stores of every version before, with what was played: two servers of this one start on them."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import make_url, text

from game.common.errors import Unavailable
from game.store.engine import MIGRATIONS, Store
from game.store.tables import Base
from tests.fixtures.stores import postgres_of

PATIENCE = 300  # seconds
KEPT = ("player", "round", "trial", "face", "guess")  # there from the first version on
START = "import sys; from game.store.engine import Store; [Store(url) for url in sys.argv[1:]]"


@pytest.fixture
def copied(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Copies a database, nobody being connected to it, under another URL."""
    with ExitStack() as stack:

        def copy(url: str) -> str:
            name = str(make_url(url).database)
            if url.startswith("sqlite"):
                place = tmp_path / f"{len(list(tmp_path.iterdir()))}.db"
                return f"sqlite:///{shutil.copy(name, place)}"
            return stack.enter_context(postgres_of(request.config).copied(name))

        yield copy


def test_nothing_is_lost_from_any_version_before(
    played: Store, database_url: str, copied: Callable[[str], str]
) -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    before: dict[str, dict[str, list[Any]]] = {}  # by URL: what is there
    for revision in [*(step.revision for step in script.walk_revisions()), "base"]:
        with played.migrations() as config:
            command.downgrade(config, revision)
        there = rows(played) if revision != "base" else {}
        played.close()
        before[copied(database_url)] = there
    starting = [subprocess.Popen([sys.executable, "-c", START, *before]) for _ in range(2)]
    assert [server.wait(PATIENCE) for server in starting] == [0, 0]
    for url, there in before.items():
        store = Store(url)
        assert not there or rows(store) == there
        with store.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        store.close()
    assert len(list(before.values())[-2]["guess"]) > 0  # the first version held answers, too


def rows(store: Store) -> dict[str, list[Any]]:
    """The ids of all rows, and of guesses whose they are."""
    asked = dict.fromkeys(KEPT, "id") | {"guess": "id, trial_id, player_id"}
    with store.engine.connect() as connection:
        return {
            table: list(connection.execute(text(f"SELECT {what} FROM {table} ORDER BY id")))
            for table, what in asked.items()
        }


def test_an_older_version_does_not_start_on_what_a_newer_one_has_changed(
    store: Store, database_url: str
) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'z'"))
    with pytest.raises(Unavailable, match="A newer version has changed the database"):
        Store(database_url)
