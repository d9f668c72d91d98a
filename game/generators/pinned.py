"""Networks of others, as set-up converted them: a file whose sha256 a manifest pins."""

import hashlib
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import torch
from safetensors.torch import load
from torch import nn

from game.common.errors import Unavailable
from game.common.language import say

N = TypeVar("N", bound=nn.Module)


def load_pinned(make: Callable[[], N], path: Path, manifest: Path) -> N:
    """The network in `path`; the manifest has a table of the file's name.

    Raises Unavailable if the file is missing or another one.
    """
    pinned = tomllib.loads(manifest.read_text())[path.stem]
    if not path.is_file():
        raise Unavailable(say("{path} is missing; run `python -m game setup`.", path=path))
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != pinned["checkpoint_sha256"]:
        raise Unavailable(
            say("{path} is not the pinned file; run `python -m game setup`.", path=path)
        )
    with torch.device("meta"):  # no memory, and nothing random that could be left in place
        network = make()
    network.load_state_dict(load(data), assign=True)
    return network.eval().requires_grad_(False)
