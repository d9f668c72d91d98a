"""What the two databases say each in its own way."""

from typing import Any

from sqlalchemy import Double, TextClause, text
from sqlalchemy.ext.compiler import compiles
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
