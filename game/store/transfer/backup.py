"""A whole store in one file, and back, while players play; the same file for both databases.

A gzipped text: a first line that says what it is, then each table's columns and rows, then how many
rows there were. Unlike an export it has what recognises browsers and hosts, so that all of them go
on afterwards: it is for whoever runs the game.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from game.common.errors import Refused
from game.common.files import whole
from game.store.bulk import TABLES, column_names, empty, fill_plain, plain_rows, schema
from game.store.engine import Rejected, Session, Store
from game.store.transfer.lines import bounded_lines

FORMAT = "Play the discriminator, backup"
MOST_UNPACKED = 100  # times the size of the file; a backup unpacks to about five times
_END = object()


def back_up(store: Store, place: Path) -> int:
    """Write all rows of one moment to a file, which is there once it is whole; how many rows."""
    counts = {}
    with store.snapshot() as session, whole(place) as file, gzip.open(file, "wt") as text:
        _say(text, {"format": FORMAT, "schema": schema(session)})
        for table in TABLES:
            _say(text, {"table": table, "columns": column_names(table)})
            counts[table] = 0
            for row in plain_rows(session, table):
                _say(text, row)
                counts[table] += 1
        _say(text, {"rows": counts})
    return sum(counts.values())


def restore(store: Store, place: Path) -> int:
    """Put a backup in the place of all that the store holds; how many rows.

    Whoever writes meanwhile waits. Raises Refused for a file that is no whole backup of the same
    tables; the store then stays as it was.
    """
    try:
        with gzip.open(place) as unpacked, store.alone() as session:
            most = MOST_UNPACKED * place.stat().st_size
            return _replace(session, _lines(bounded_lines(unpacked), most))
    except FileNotFoundError:
        raise Refused(f"There is no file {place.name}.") from None
    except (OSError, EOFError, zlib.error, ValueError, Rejected) as error:
        raise Refused(
            f"{place.name} is no whole backup of this game, so nothing was changed "
            f"({str(error).partition(chr(10))[0]})."
        ) from None


def _lines(texts: Iterable[str], most: int) -> Iterator[Any]:
    """What the lines say, of at most so many characters. Raises ValueError."""
    for text in texts:
        most -= len(text)
        if most < 0:
            raise ValueError(f"it unpacks to more than {MOST_UNPACKED} times its size")
        try:
            yield json.loads(text)
        except RecursionError:
            raise ValueError("lists lie too deep in one another") from None


def _replace(session: Session, lines: Iterator[Any]) -> int:
    first, here = next(lines, None), schema(session)
    if not isinstance(first, dict) or first.get("format") != FORMAT:
        raise ValueError("it begins otherwise")
    told = first.get("schema")
    if not isinstance(told, str):
        raise ValueError("it begins otherwise")
    if told != here:
        raise Refused(
            f"{told[:20]} is the version of that backup's tables and {here} of these; "
            "restore it with the version of the game that made it, then start this one."
        )
    empty(session)
    counts = {}
    head = next(lines, None)
    for table in TABLES:
        if not isinstance(head, dict) or head.get("table") != table:
            raise ValueError(f"the table {table} is missing")
        if head.get("columns") != column_names(table):
            raise ValueError(f"the table {table} has other columns")
        rows = _Rows(lines)
        fill_plain(session, table, rows)
        counts[table], head = rows.count, rows.after
    if head != {"rows": counts}:
        raise ValueError("the end is missing")
    if next(lines, _END) is not _END:
        raise ValueError("something follows its end")
    return sum(counts.values())


class _Rows:
    """The lines that are rows: iterates until another comes, which is `after`."""

    def __init__(self, lines: Iterator[Any]) -> None:
        self._lines = lines
        self.count = 0
        self.after: Any = None

    def __iter__(self) -> Iterator[list[Any]]:
        for line in self._lines:
            if not isinstance(line, list):
                self.after = line
                return
            self.count += 1
            yield line


def _say(text: Any, what: Any) -> None:
    text.write(json.dumps(what, ensure_ascii=False, separators=(",", ":")) + "\n")
