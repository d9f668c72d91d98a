"""The lines of a text that anybody may have made: no more of it is in memory than one of ours."""

from collections.abc import Iterator
from typing import Protocol

from game.common.errors import Refused

LONGEST = 2**16  # bytes; those that the game writes have some hundred


class Readable(Protocol):
    """An open file of bytes."""

    def readline(self, most: int, /) -> bytes: ...


def bounded_lines(file: Readable) -> Iterator[str]:
    """Its lines with their ends. Raises Refused at one that is too long."""
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            raise Refused(
                f"Line {number} is longer than {LONGEST} bytes, which no line of this game is, so "
                "nothing was changed; take the file as the game has written it."
            )
        yield line.decode()
