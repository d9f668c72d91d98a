"""Reading an export back into an empty store: all of it, or nothing."""

import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from game.common.errors import Refused
from game.common.vocabulary import Kind
from game.store.bulk import fill, in_batches, is_empty, required
from game.store.engine import Rejected, Session, Store
from game.store.transfer.dictionary import FACES, WIDE, Column
from game.store.transfer.export_files import Numbered, read_rows

AT_ONCE = 1000  # lines
ORDER = ("room", "player", "round", "seat", "trial", "face", "guess")
_WIDE: Mapping[str, tuple[Column, ...]] = {
    table: tuple(column for column in WIDE if column.table == table)
    for table in ORDER
    if table != "face"
}
# What a row of these refers to is told by other columns of the same line.
_REFERENCES = {
    "seat": ("round_id", "player_id"),
    "trial": ("round_id",),
    "guess": ("trial_id", "player_id"),
}

Row = dict[str, Any]


def import_file(store: Store, file: Path) -> int:
    """Fill an empty store with what `export` has written; how many lines were read.

    People and rooms get new secrets, which nobody holds. Raises Refused, with the line, for a file
    that is not as it should be, and for a store that is not empty; nothing is stored then.
    """
    with store.alone() as session:
        if not is_empty(session):
            raise Refused("Only an empty store can be filled; name another one by DATABASE_URL.")
        return _Import(session).run(read_rows(file))


class _Import:
    """What has been met so far, by table and id, so that each is stored once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._met: dict[str, dict[int, int]] = {table: {} for table in _WIDE}

    def run(self, lines: Iterator[Numbered]) -> int:
        count = 0
        for some in in_batches(lines, AT_ONCE):
            new: dict[str, list[Row]] = {table: [] for table in ORDER}
            for line, row in some:
                try:
                    self._sort(row, new)
                except ValueError as error:
                    raise Refused(f"Line {line} cannot be: {error}.") from None
            try:
                for table in ORDER:
                    fill(self._session, table, new[table])
            except Rejected as error:
                what = str(error.orig or error).splitlines()[0]
                between = f"{some[0][0]} to {some[-1][0]}"
                raise Refused(f"The store refuses one of lines {between}: {what}.") from None
            count += len(some)
        return count

    def _sort(self, row: Row, new: Mapping[str, list[Row]]) -> None:
        """Add what is told for the first time. Raises ValueError for what cannot be."""
        for table, columns in _WIDE.items():
            number = row[f"{table}_id"]
            if number is None:
                continue
            found = {column.column: row[column.name] for column in columns}
            found |= {name: row[name] for name in _REFERENCES.get(table, ())}
            faces = _faces(row) if table == "trial" else []
            if table != "guess":  # each has a line of its own, and the store looks after that
                told = hash(str((found, faces)))
                if number in self._met[table]:
                    if self._met[table][number] != told:
                        raise ValueError(f"another line tells {table} {number} otherwise")
                    continue
                self._met[table][number] = told
            _check(columns, row)
            new[table].append(_with_secrets(table, found))
            new["face"].extend(faces)


def _faces(row: Row) -> list[Row]:
    """What is shown at the places of a trial."""
    return [
        {"trial_id": row["trial_id"], "place": place}
        | {column.column: row[column.name] for column in columns}
        for place, columns in enumerate(FACES)
        if any(row[column.name] is not None for column in columns)
    ]


def _check(columns: tuple[Column, ...], row: Row) -> None:
    for column in columns:
        told = row[column.name] is not None or column.name == "weights_sha256"
        if not told and required(column.table, column.column):
            raise ValueError(f"{column.name} is empty")


def _with_secrets(table: str, found: Row) -> Row:
    if table == "room":
        found["host_sha256"] = secrets.token_hex(32)
    if table == "player" and found["kind"] == Kind.MODEL:
        if found["identity_sha256"] is None:
            raise ValueError("a network has no weights_sha256")
    elif table == "player":
        found["identity_sha256"] = secrets.token_hex(32)
    return found
