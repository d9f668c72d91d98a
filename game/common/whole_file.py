"""Writing a file all or not at all: a crash or a full disk leaves what was there before."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def whole(place: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which takes its place once all of it is written. Makes the folder."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".half-") as folder:
        half = Path(folder) / place.name
        with half.open("wb") as file:
            yield file
        half.replace(place)
