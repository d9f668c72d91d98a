"""Many rows at once, table by table: for whatever fills, copies or replaces a whole store."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from reprlib import repr as shortened
from typing import Any

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session

from game.store.column_checks import fits
from game.store.sql import stamp_anew
from game.store.tables import Base, UtcDateTime

TABLES: Mapping[str, Table] = {table.name: table for table in Base.metadata.sorted_tables}
AT_ONCE = 5000  # rows


def is_empty(session: Session) -> bool:
    """Whether there is not one row in the store."""
    return all(
        session.execute(select(table.c.id).limit(1)).first() is None for table in TABLES.values()
    )


def empty(session: Session) -> None:
    """Delete every row, and let every server know, see `stamp`."""
    stamp_anew(session)
    for table in reversed(Base.metadata.sorted_tables):
        session.execute(delete(table))


def fill(session: Session, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, all with the same columns."""
    connection, into = session.connection(), insert(TABLES[table])
    for some in in_batches(rows, AT_ONCE):
        connection.execute(into, some)


def in_batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """The same in lists of `size`, the last one shorter."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def column_names(table: str) -> list[str]:
    """A table's columns in their order."""
    return TABLES[table].c.keys()


def plain_rows(session: Session, table: str) -> Iterator[list[Any]]:
    """All rows of a table by id, as lists of what JSON can say; times in words."""
    columns = TABLES[table].c
    times = _times(table)
    connection, last = session.connection(), 0
    while True:
        question = select(*columns).where(columns.id > last).order_by(columns.id).limit(AT_ONCE)
        rows = connection.execute(question).all()
        if not rows:
            return
        last = rows[-1].id
        for row in rows:
            values = list(row)
            for at in times:
                values[at] = values[at] and values[at].isoformat()
            yield values


def fill_plain(session: Session, table: str, rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows as `plain_rows` has told them. Raises ValueError for what is no such row."""
    names, times = column_names(table), _times(table)

    def read(values: Sequence[Any]) -> Mapping[str, Any]:
        if len(values) != len(names):
            raise ValueError(f"a row of {table} has {len(values)} values, not {len(names)}")
        row = dict(zip(names, values, strict=True))
        for at in times:
            if isinstance(values[at], str):
                row[names[at]] = datetime.fromisoformat(values[at])
        for name, value in row.items():
            if not fits(table, name, value):
                raise ValueError(f"{table}.{name} cannot be {shortened(value)}")
        return row

    fill(session, table, map(read, rows))


def schema(session: Session) -> str:
    """The revision of the store's tables, which `migrations` counts."""
    told = session.connection().exec_driver_sql("SELECT version_num FROM alembic_version")
    return str(told.scalar_one())


def required(table: str, column: str) -> bool:
    """Whether a column always holds something."""
    return not TABLES[table].c[column].nullable


def choices(table: str, column: str) -> tuple[str, ...]:
    """What a column may hold, if it is one of a few words; otherwise nothing."""
    return tuple(getattr(TABLES[table].c[column].type, "enums", ()))


def _times(table: str) -> list[int]:
    return [n for n, c in enumerate(TABLES[table].c) if isinstance(c.type, UtcDateTime)]
