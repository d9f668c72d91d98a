"""The store as files that a page hands out, and takes back."""

import tempfile
from pathlib import Path

from game.rounds.game import Game
from game.store.engine import Store
from game.store.transfer.backup import back_up, restore
from game.store.transfer.export import export

MOST_ANSWERS = 200_000  # a page has a file in memory before it is sent


def exported(store: Store, form: str, *, names: bool) -> bytes:
    """Everything that was played, see `export`."""
    with tempfile.TemporaryFile() as file:
        export(store, form, file, None, names=names)
        file.seek(0)
        return file.read()


def backed_up(store: Store) -> bytes:
    """The whole store, see `back_up`."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "backup"
        back_up(store, place)
        return place.read_bytes()


def put_back(game: Game, data: bytes) -> int:
    """Put a backup in the place of all that a game's store holds; how many rows.

    Raises Refused for what is no whole backup; the store then stays as it was.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "The file"  # as a refusal calls it
        place.write_bytes(data)
        rows = restore(game.store, place)
    game.networks.enlist()
    return rows
