"""The copy of all guesses in a file, so that a server that starts need not read them anew.

An Arrow file, which is mapped into memory: it is not read before it is looked at, and servers on
one machine share what of it is in memory. It is a cache: whether it still fits is for `GuessCopy`
to find out, and it can be deleted.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from game.common.files import whole
from game.common.vocabulary import Design, Mode, Target
from game.review.guesses.copy import GuessCopy
from game.rounds.plan import Plan

FORMAT = 1  # another one once columns mean something else
PARTS = ("people", "networks", "players")


def keep(copy: GuessCopy, place: Path) -> None:
    """Write the file anew; servers that have mapped the old one keep it.

    Each column is one list in a table of one row, since the parts differ in length.
    """
    columns = {
        f"{part}.{name}": values
        for part in (*PARTS, "trials")
        for name, values in _columns(copy, part).items()
    }
    known = copy.trials
    said = {
        "format": FORMAT,
        "stamp": copy.stamp,
        "plans": [asdict(plan) for plan in known.plans],
        "photos": list(known.photos),
        "weights": list(known.weights),
    }
    table = pa.table({name: _in_one_row(values) for name, values in columns.items()})
    table = table.replace_schema_metadata({"said": json.dumps(said)})
    with whole(place) as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)


def kept(place: Path) -> GuessCopy | None:
    """The copy as it was kept; None without a file, and for one that is no such file."""
    try:
        table = pa.ipc.open_file(pa.memory_map(str(place))).read_all()
        said = json.loads(table.schema.metadata[b"said"])
        if said["format"] != FORMAT:
            return None
        copy = GuessCopy()
        for name in table.column_names:
            part, column = name.split(".")
            _columns(copy, part)[column] = _of_one_row(table.column(name))
        copy.stamp = said["stamp"]
        copy.trials.plans = {_plan(told): n for n, told in enumerate(said["plans"])}
        copy.trials.photos = {(deck, name): n for n, (deck, name) in enumerate(said["photos"])}
        copy.trials.weights = {tuple(of): n for n, of in enumerate(said["weights"])}
    except (OSError, pa.ArrowInvalid, ValueError, KeyError, TypeError):
        return None
    return copy


def _columns(copy: GuessCopy, part: str) -> dict[str, NDArray[Any]]:
    found: dict[str, NDArray[Any]]
    found = copy.trials.columns if part == "trials" else getattr(copy, part)
    return found


def _in_one_row(values: NDArray[Any]) -> pa.Array:
    """Truth values in a byte each, or they could not be mapped."""
    there = values.view(np.uint8) if values.dtype == np.bool_ else values
    array = pa.LargeListArray.from_arrays([0, len(values)], pa.array(there))
    return array


def _of_one_row(column: pa.ChunkedArray) -> NDArray[Any]:
    found: NDArray[Any] = column.chunk(0).values.to_numpy(zero_copy_only=True)
    return found.view(np.bool_) if found.dtype == np.uint8 else found


def _plan(told: dict[str, Any]) -> Plan:
    kinds = {"design": Design, "target": Target, "mode": Mode}
    return Plan(**told | {name: kind(told[name]) for name, kind in kinds.items()})
