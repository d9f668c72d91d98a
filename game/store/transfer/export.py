"""Everything that was played as one flat list: a row for each answer, people's and networks'.

Rows at the end tell what nobody has answered, so that nothing is lost. A person's browser and a
host's secret are never in it.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.csv import ConvertOptions, ParseOptions, ReadOptions, read_csv

from game.common.errors import Refused
from game.common.spreadsheet import guarded
from game.common.vocabulary import PEOPLE, Kind
from game.common.words import as_code
from game.store import room_queries
from game.store.bulk import in_batches
from game.store.engine import Session, Store
from game.store.export_queries import faces, wide_rows
from game.store.transfer.dictionary import COLUMNS, FACES, PLACES, WIDE

Row = dict[str, Any]

_LABELS = {column.name: (column.table, column.column) for column in WIDE}
_EMPTY: Row = dict.fromkeys(COLUMNS)
_TEXTS = [name for name, column in COLUMNS.items() if column.kind == "text"]
_JSON = [name for name, column in COLUMNS.items() if column.kind == "JSON"]
_TIMES = [name for name, column in COLUMNS.items() if column.kind == "time"]
_BOOLEANS = [name for name, column in COLUMNS.items() if column.kind == "boolean"]
_ARROW = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "text": pa.string(),
    "time": pa.timestamp("us", "UTC"),
    "JSON": pa.string(),
}
SCHEMA = pa.schema([(name, _ARROW[column.kind]) for name, column in COLUMNS.items()])
_WORDS = {True: "true", False: "false", None: None}
AT_ONCE, TABLES = 500, 20  # rows that are Python's at a time; as many tables make a row group


def export(store: Store, form: str, out: IO[bytes], room: str | None, *, names: bool) -> int:
    """Write the store, or one room by its code, as csv, jsonl or parquet; how many rows.

    Without `names` people are called by their numbers. Raises Refused for another form, or a room
    that is not there.
    """
    if form not in _WRITERS:
        raise Refused(f"An export is csv, jsonl or parquet, not {form!r}.")
    with store.snapshot() as session:
        return _WRITERS[form](rows(session, _room_id(session, room), names=names), out)


def rows(session: Session, room_id: int | None, *, names: bool) -> Iterator[Row]:
    """Every row, by the names of the columns; a few thousand are in memory at a time."""
    for some in wide_rows(session, _LABELS, room_id):
        shown = _shown(session, {row["trial_id"] for row in some if "trial_id" in row})
        for stored in some:
            row = _EMPTY | stored
            if row["player_kind"] != Kind.MODEL:
                row["weights_sha256"] = None
            if row["player_kind"] in PEOPLE and not names:
                row["nickname"] = f"player {row['player_id']}"
            row |= shown.get(row["trial_id"], {})
            yield row


def _room_id(session: Session, code: str | None) -> int | None:
    if code is None:
        return None
    room = session.scalar(room_queries.room(as_code(code)))
    if room is None:
        raise Refused(f"There is no room {code!r}.")
    return room.id


def _shown(session: Session, trial_ids: Iterable[int]) -> Mapping[int, Row]:
    """The columns of the faces by trial."""
    found: dict[int, Row] = {}
    for face in faces(session, list(trial_ids)):
        if face.place >= PLACES:
            raise Refused(f"Trial {face.trial_id} has more than {PLACES} faces.")
        row = found.setdefault(face.trial_id, {})
        row.update({column.name: getattr(face, column.column) for column in FACES[face.place]})
    return found


def _time(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat(timespec="microseconds")


def _json(value: list[Any] | None) -> str | None:
    return None if value is None else json.dumps(value, separators=(",", ":"))


def _cells(row: Row) -> Iterable[Any]:
    """A row as CSV has it; nothing is an empty cell."""
    for name in _BOOLEANS:
        row[name] = _WORDS[row[name]]
    for name in _TIMES:
        row[name] = _time(row[name])
    for name in _JSON:
        row[name] = _json(row[name])
    return row.values()


def _csv(rows: Iterable[Row], out: IO[bytes]) -> int:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(text)  # its lines end in CRLF, so a text with either of the two is quoted
    writer.writerow(COLUMNS)
    count = 0
    for row in rows:
        count += 1
        for name in _TEXTS:
            row[name] = row[name] and guarded(row[name])
        writer.writerow(_cells(row))
    text.detach()
    return count


def _jsonl(rows: Iterable[Row], out: IO[bytes]) -> int:
    count = 0
    for row in rows:
        count += 1
        for name in _TIMES:
            row[name] = _time(row[name])
        said = {name: value for name, value in row.items() if value is not None}
        out.write(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return count


def _parquet(rows: Iterable[Row], out: IO[bytes]) -> int:
    count = 0
    with pq.ParquetWriter(out, SCHEMA, compression="zstd") as writer:
        tables = (_table(some) for some in in_batches(rows, AT_ONCE))
        for group in in_batches(tables, TABLES):
            writer.write_table(pa.concat_tables(group))
            count += sum(table.num_rows for table in group)
    return count


def _table(some: list[Row]) -> pa.Table:
    """Rows as Arrow's, read from CSV: to take Python's objects Arrow would load pandas, 50 MB."""
    text = io.StringIO()
    csv.writer(text).writerows(map(_cells, some))
    return read_csv(
        pa.py_buffer(text.getvalue().encode()),
        ReadOptions(column_names=SCHEMA.names, use_threads=False),
        ParseOptions(newlines_in_values=True),
        ConvertOptions(column_types=SCHEMA, strings_can_be_null=True, null_values=[""]),
    )


_WRITERS: Mapping[str, Callable[[Iterable[Row], IO[bytes]], int]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "parquet": _parquet,
}
