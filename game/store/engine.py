"""The store: one engine, migrated on start, with a context each for reading and for writing."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from filelock import FileLock
from sqlalchemy import Connection, Engine, Result, Select, create_engine, event, make_url
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from game.common.errors import Unavailable
from game.common.language import say, to_say
from game.store import sql

Question = Select[*tuple[Any, ...]]  # any of those in the modules named `…_queries`
Rows = Result[*tuple[Any, ...]]  # what it is answered with
Rejected = StatementError  # whatever a database does not take
Conflict = IntegrityError  # two have stored at once what there can be only one of
NEWER = to_say("A newer version has changed the database: start that one in the place of this.")
MIGRATIONS = Path(__file__).parent / "migrations"


class Store:
    """Open with `Store(url)`. SQLite for one machine, PostgreSQL (`postgresql://…`) for many."""

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise ValueError(f"DATABASE_URL names {parsed.drivername}; use sqlite or postgresql.")
        self._lock: AbstractContextManager[Any] = nullcontext()
        if parsed.get_backend_name() == "sqlite":
            if not parsed.database or parsed.database == ":memory:":
                raise ValueError(
                    "DATABASE_URL must name a SQLite file: a memory is soon forgotten."
                )
            file = Path(parsed.database)
            file.parent.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(f"{file}.migration.lock")
        # A server may hang up on a connection; a file does not.
        self.engine = create_engine(parsed, pool_pre_ping=parsed.get_backend_name() != "sqlite")
        if self.engine.dialect.name == "sqlite":
            _tame_sqlite(self.engine)
        with self.migrations() as config:
            try:
                command.upgrade(config, "head")
            except CommandError:  # it does not know the revision that it finds
                raise Unavailable(say(NEWER)) from None
        self.revision = ScriptDirectory.from_config(config).get_current_head()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session whose changes are thrown away."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that commits at the end, or changes nothing if anything fails."""
        writer = self.engine.execution_options(writes=True)
        with Session(writer, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """As `read`, but all of it sees the rows of one moment, however long it takes."""
        level = {"isolation_level": "REPEATABLE READ"} if self.shared else {}
        reader = self.engine.execution_options(**level)  # SQLite needs no telling
        with Session(reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def alone(self) -> Iterator[Session]:
        """As `write`, while nobody else writes; rows may bring the ids that they shall have."""
        with self.write() as session:
            if self.shared:  # in SQLite every writer is alone
                session.execute(sql.lock_all())
            yield session
            if self.shared:
                for statement in sql.count_on():
                    session.execute(statement)

    @property
    def shared(self) -> bool:
        """Whether servers and workers on other machines can use it, too: it is PostgreSQL."""
        return self.engine.dialect.name == "postgresql"

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()

    @contextmanager
    def migrations(self) -> Iterator[Config]:
        """Alembic's configuration on a connection of its own; all that is done there, or nothing.

        One process migrates, the others wait: a file lock for SQLite, an advisory one in env.py for
        PostgreSQL.
        """
        migrating = self.engine.execution_options(writes=True, migrates=True)
        with self._lock, migrating.begin() as connection:
            yield alembic_config(connection)
        self.engine.dispose()  # that connection would go on not to look after foreign keys


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration in code, so that no second file can disagree with it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _tame_sqlite(engine: Engine) -> None:
    """WAL and a patient writer: players read while one writes, and nobody is told "locked"."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the BEGIN below is ours, not the driver's
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",  # no answer is lost at a power cut; see `bench answers`
            "busy_timeout=10000",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        # A reader that turns writer half-way is refused at once by SQLite, however patient it is;
        # so whoever means to write says so at the start and queues.
        if connection.get_execution_options().get("migrates", False):
            # A table that is made anew is dropped first, and would take along what refers to it.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
