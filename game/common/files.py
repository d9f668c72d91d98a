"""Files written all or not at all, and known by what is in them."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def whole(place: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which takes its place once all of it is written. Makes the folder.

    A crash or a full disk leaves what was there before.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".half-") as folder:
        half = Path(folder) / place.name
        with half.open("wb") as file:
            yield file
        half.replace(place)


def sha256_of(path: Path) -> str:
    """What names a file of weights or a download, hexadecimal."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
