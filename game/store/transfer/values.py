"""What a value of each kind of column looks like in a file, checked."""

import json
import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from reprlib import repr as shortened
from typing import Any

from game.store.bulk import choices
from game.store.column_checks import fits
from game.store.transfer.dictionary import COLUMNS

_WORDS = {"true": True, "false": False}


def from_text(name: str, text: str | None) -> Any:
    """A cell's value, None if it is empty. Raises ValueError for what the column cannot hold."""
    if not text:
        return None
    try:
        value = _FROM_TEXT[COLUMNS[name].kind](text)
    except (ValueError, KeyError, RecursionError):
        raise ValueError(f"{name} is no {COLUMNS[name].kind}: {text[:40]!r}") from None
    return checked(name, value)


def checked(name: str, value: Any) -> Any:
    """A value as it is if the column can hold it, a time in UTC. Raises ValueError if not."""
    if value is None:
        return None
    column = COLUMNS[name]
    kind = column.kind
    if kind == "time" and isinstance(value, str):
        value = datetime.fromisoformat(value)
    if kind == "number" and type(value) is int:
        value = float(value)
    if type(value) is not _TYPES[kind] or (kind in _FITS and not _FITS[kind](value)):
        raise ValueError(f"{name} is no {kind}: {shortened(value)}")
    if not fits(column.table, column.column, value):
        words = ", ".join(choices(column.table, column.column))
        raise ValueError(
            f"{name} is none of {words}" if words else f"{name} cannot be {shortened(value)}"
        )
    return value.astimezone(UTC) if isinstance(value, datetime) else value


_FROM_TEXT: Mapping[str, Callable[[str], Any]] = {
    "integer": int,
    "number": float,
    "boolean": _WORDS.__getitem__,
    "text": str,
    "time": datetime.fromisoformat,
    "JSON": json.loads,
}
_FITS: Mapping[str, Callable[[Any], bool]] = {
    "integer": lambda value: -(2**63) <= value < 2**63,
    "number": math.isfinite,
    "time": lambda value: value.tzinfo is not None,
}
_TYPES: Mapping[str, type] = {
    "integer": int,
    "number": float,
    "boolean": bool,
    "text": str,
    "time": datetime,
    "JSON": list,
}
