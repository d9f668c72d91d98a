"""The three forms of an export, read back row by row."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.csv import WriteOptions, write_csv

from game.common.errors import Refused
from game.common.spreadsheet import unguarded
from game.store.transfer.dictionary import COLUMNS
from game.store.transfer.lines import bounded_lines
from game.store.transfer.values import checked, from_text

AT_ONCE = 1000  # rows of a Parquet file
Numbered = tuple[int, dict[str, Any]]  # the line, from 1, and a value or None for every column


def read_rows(file: Path) -> Iterator[Numbered]:
    """The rows of a .csv, .jsonl or .parquet file.

    Raises Refused for another file, one that is not there, and with the line for one that is not
    as it should be.
    """
    read = _READERS.get(file.suffix)
    if read is None:
        raise Refused(f"A file to import ends in .csv, .jsonl or .parquet, not {file.name!r}.")
    try:
        yield from read(file)
    except UnicodeDecodeError:
        raise Refused(f"{file.name} is not a text in UTF-8.") from None
    except OSError as error:
        raise Refused(f"{file.name} cannot be read: {error.strerror}.") from None


def _csv(file: Path) -> Iterator[Numbered]:
    with file.open("rb") as text:
        lines = csv.reader(bounded_lines(text), strict=True)
        try:
            names = next(lines, [])
            _check_names(names)
            for cells in lines:
                yield lines.line_num, _row(names, [unguarded(cell) for cell in cells])
        except UnicodeDecodeError:
            raise
        except (ValueError, csv.Error) as error:
            raise _refused(lines.line_num, error) from None


def _jsonl(file: Path) -> Iterator[Numbered]:
    with file.open("rb") as text:
        for number, line in enumerate(bounded_lines(text), 1):
            try:
                told = json.loads(line)
                if not isinstance(told, dict):
                    raise ValueError("it is no object")
                if unknown := told.keys() - COLUMNS.keys():
                    raise ValueError(f"there is no column {min(unknown)!r}")
                yield number, {name: checked(name, told.get(name)) for name in COLUMNS}
            except (ValueError, OverflowError, RecursionError) as error:
                raise _refused(number, error) from None


def _parquet(file: Path) -> Iterator[Numbered]:
    number = 0
    try:
        with pq.ParquetFile(file, pre_buffer=False) as source:
            names = source.schema_arrow.names
            _check_names(names)
            for batch in source.iter_batches(AT_ONCE, use_threads=False):
                text = io.BytesIO()
                # To give Python's objects Arrow would load pandas, 50 MB.
                write_csv(batch, text, WriteOptions(include_header=False))
                for cells in csv.reader(io.StringIO(text.getvalue().decode(), newline="")):
                    number += 1
                    yield number, _row(names, cells)
    except (ValueError, pa.ArrowException) as error:
        raise _refused(number, error) from None


_READERS: Mapping[str, Callable[[Path], Iterator[Numbered]]] = {
    ".csv": _csv,
    ".jsonl": _jsonl,
    ".parquet": _parquet,
}


def _refused(line: int, error: Exception) -> Refused:
    what = str(error).splitlines()[0]
    return Refused(f"Line {line} cannot be read: {what}.")


def _row(names: list[str], cells: list[str]) -> dict[str, Any]:
    if len(cells) != len(names):
        raise ValueError(f"there are {len(cells)} cells, not {len(names)}")
    row = dict(zip(names, cells, strict=True))
    return {name: from_text(name, row[name]) for name in COLUMNS}


def _check_names(names: list[str]) -> None:
    if missing := COLUMNS.keys() - set(names):
        raise _refused(1, ValueError(f"the column {min(missing)} is missing"))
