"""Reading and writing arrays by name: safetensors, so that a file of weights is never code."""

import hashlib
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from game.common.errors import Unavailable
from game.common.files import whole
from game.common.language import say


def read_weights(path: Path, names: set[str], made_by: str) -> tuple[dict[str, np.ndarray], str]:
    """The arrays of these names and the file's sha256. Raises Unavailable for any other file.

    `made_by` is the command that makes it.
    """
    try:
        data = path.read_bytes()
        tensors = load(data)
    except FileNotFoundError:
        raise Unavailable(
            say(
                "{name} is missing; `python -m game {command}` makes it.",
                name=path.name,
                command=made_by,
            )
        ) from None
    except SafetensorError as error:
        raise Unavailable(
            say("{name} is no safetensors file ({error}); restore it.", name=path.name, error=error)
        ) from None
    if set(tensors) != names:
        odd = ", ".join(sorted(set(tensors) ^ names))
        raise Unavailable(
            say(
                "{name} is of another network (missing or too many: {odd}).",
                name=path.name,
                odd=odd,
            )
        )
    return tensors, hashlib.sha256(data).hexdigest()


def write_weights(path: Path, tensors: dict[str, np.ndarray]) -> None:
    """Write at once or not at all."""
    # safetensors writes the memory as it lies: what is not contiguous would come back scrambled.
    data = save({name: np.ascontiguousarray(array) for name, array in tensors.items()})
    with whole(path) as file:
        file.write(data)
