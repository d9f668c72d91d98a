"""Rows of the store as numpy columns: those of guesses, by people and by networks."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.store.engine import Rows

Columns = dict[str, NDArray[Any]]
CHUNK = 2000  # rows that are Python's for a moment before they are numpy's

ID, SMALL, TIME = np.int32, np.int8, np.float64
PEOPLE: Mapping[str, Any] = {
    "guess": ID,
    "player": ID,
    "trial_id": ID,
    "correct": SMALL,
    "choice": SMALL,
    "confidence": SMALL,
    "knows": np.bool_,
    "seconds": np.float32,
    "shown_seconds": np.float32,
    "answered": TIME,
    "closed": TIME,
}
NETWORKS: Mapping[str, Any] = {
    "guess": ID,
    "player": ID,
    "trial_id": ID,
    "correct": SMALL,
    "closed": TIME,
    "p_first": np.float32,
    "p_second": np.float32,
}


def empty(kinds: Mapping[str, Any]) -> Columns:
    """No rows yet."""
    return {name: np.empty(0, kind) for name, kind in kinds.items()}


def read(rows: Rows, kinds: Mapping[str, Any]) -> Columns:
    """All rows of a result, chunk by chunk; NULL becomes nan."""
    parts = [empty(kinds)]
    for chunk in rows.partitions(CHUNK):
        values = zip(kinds.items(), zip(*chunk, strict=True), strict=True)
        parts.append({name: np.array(column, kind) for (name, kind), column in values})
    return {name: np.concatenate([part[name] for part in parts]) for name in kinds}


def those(columns: Columns, which: NDArray[Any]) -> Columns:
    """The rows that a mask or an index picks."""
    return {name: values[which] for name, values in columns.items()}


def joined(known: Columns, new: Columns) -> Columns:
    """Both, in the order in which they were closed; new rows are mostly the latest."""
    start = np.searchsorted(known["closed"], new["closed"].min()) if len(new["closed"]) else 0
    both = {name: np.concatenate([known[name], new[name]]) for name in known}
    order = np.lexsort((both["guess"][start:], both["closed"][start:]))
    for values in both.values():
        values[start:] = values[start:][order]
    return both
