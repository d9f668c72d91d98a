"""What the two databases say each in its own way."""

import secrets
from typing import Any

from sqlalchemy import Double, TextClause, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from game.store.tables import Base


class unix_seconds(FunctionElement[float]):
    """A time as seconds since 1970, to the millisecond."""

    inherit_cache = True
    type = Double()


@compiles(unix_seconds, "sqlite")
def _in_sqlite(element: "unix_seconds", compiler: SQLCompiler, **options: Any) -> str:
    time = compiler.process(element.clauses, **options)
    return f"((julianday({time}) - 2440587.5) * 86400.0)"


@compiles(unix_seconds, "postgresql")
def _in_postgresql(element: "unix_seconds", compiler: SQLCompiler, **options: Any) -> str:
    time = compiler.process(element.clauses, **options)
    return f"CAST(EXTRACT(epoch FROM {time}) AS DOUBLE PRECISION)"


def add_unless_there(session: Session, table: type[Base], **values: Any) -> None:
    """Insert a row, unless one with the same key is there or is being stored at this moment."""
    dialect = postgresql if _is_postgresql(session) else sqlite
    session.execute(dialect.insert(table).values(**values).on_conflict_do_nothing())


def stamp(session: Session) -> str:
    """A word that is another one once all rows of the store were replaced, by whichever server."""
    asked = "PRAGMA user_version"
    if _is_postgresql(session):
        asked = "SELECT obj_description('alembic_version'::regclass, 'pg_class')"
    return str(session.connection().exec_driver_sql(asked).scalar())


def stamp_anew(session: Session) -> None:
    """Give the store another stamp when this transaction ends; see `stamp`."""
    new = 1 + secrets.randbelow(2**31 - 1)
    said = f"PRAGMA user_version = {new}"
    if _is_postgresql(session):
        said = f"COMMENT ON TABLE alembic_version IS '{new}'"
    session.connection().exec_driver_sql(said)


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def lock_all() -> TextClause:
    """For PostgreSQL: let nobody else write to any table until this transaction ends."""
    names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
    return text(f"LOCK TABLE {names} IN EXCLUSIVE MODE")


def count_on() -> list[TextClause]:
    """For PostgreSQL: no id that a row has brought along is given to another."""
    return [
        text(
            f"SELECT setval('{table.name}_id_seq', (SELECT max(id) FROM \"{table.name}\"))"
            f" FROM {table.name}_id_seq"
            f' WHERE last_value <= (SELECT max(id) FROM "{table.name}")'
        )
        for table in Base.metadata.sorted_tables
    ]
