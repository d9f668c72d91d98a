"""What each column can hold: for rows that come from a file and not from the game."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Enum, Float, Integer, String

from game.store.tables import Base, UtcDateTime

YEARS = range(1970, 2200)  # other times cannot be reckoned with on every system
MOST = 100  # entries of a list

Fits = Callable[[Any], bool]


def fits(table: str, column: str, value: Any) -> bool:
    """Whether the column can hold this; None is for those that may be empty."""
    return _FITS[table, column](value)


def _is_text(value: Any, length: int) -> bool:
    """A string that both databases take: without a zero, and without half a sign."""
    if not isinstance(value, str) or len(value) > length or "\0" in value:
        return False
    return not any("\ud800" <= sign <= "\udfff" for sign in value)


def _is_time(value: Any) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None and value.year in YEARS


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and -1e300 < value < 1e300


def _is_share(value: Any) -> bool:
    return _is_number(value) and 0 <= value <= 1


def _is_p_fake(value: Any) -> bool:
    return isinstance(value, list) and 0 < len(value) <= MOST and all(map(_is_share, value))


def _are_marks(value: Any) -> bool:
    return isinstance(value, list) and 0 < len(value) <= MOST and all(map(_is_mark, value))


def _are_votes(value: Any) -> bool:
    return isinstance(value, list) and 0 < len(value) <= MOST and all(map(_are_counts, value))


def _are_counts(value: Any) -> bool:
    if not isinstance(value, list) or not 0 < len(value) <= MOST:
        return False
    return all(type(votes) is int and 0 <= votes < 2**31 for votes in value)


def _is_mark(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 4:
        return False
    place, x, y, tell = value
    return type(place) is int and _is_share(x) and _is_share(y) and _is_text(tell, 64)


_LISTS: Mapping[str, Fits] = {"p_fake": _is_p_fake, "tells": _are_marks, "other_votes": _are_votes}


def _of_words(column: Column[Any]) -> Fits:
    words = set(getattr(column.type, "enums", ()))
    return lambda value: isinstance(value, str) and value in words


def _of_text(column: Column[Any]) -> Fits:
    length = getattr(column.type, "length", None) or 0
    return lambda value: _is_text(value, length)


def _of_integers(column: Column[Any]) -> Fits:
    low = 1 if column.primary_key or column.foreign_keys else 0
    high = 2**63 if isinstance(column.type, BigInteger) else 2**31
    return lambda value: type(value) is int and low <= value < high


# The first type that a column is of; an enumeration is a string, too.
_BY_TYPE: Sequence[tuple[type, Callable[[Column[Any]], Fits]]] = (
    (JSON, lambda column: _LISTS[column.name]),
    (Enum, _of_words),
    (String, _of_text),
    (UtcDateTime, lambda _: _is_time),
    (Boolean, lambda _: lambda value: type(value) is bool),
    (Float, lambda _: _is_number),
    (Integer, _of_integers),
)


def _of(column: Column[Any]) -> Fits:
    fitting = next(make for kind, make in _BY_TYPE if isinstance(column.type, kind))(column)
    return lambda value: bool(column.nullable) if value is None else fitting(value)


_FITS: Mapping[tuple[str, str], Fits] = {
    (table.name, column.name): _of(column)
    for table in Base.metadata.sorted_tables
    for column in table.c
}
