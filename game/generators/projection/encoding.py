"""A found face as a text for an address: nothing needs to be stored for a link to show it again.

The entries of p, rounded to a twelfth of their deviation and squeezed by zlib. Whoever holds the
text can draw the face; what it was found from cannot be had from it.
"""

import base64
import zlib

import numpy as np
import torch

from game.common.errors import Refused
from game.common.language import say
from game.generators.families.mapping import from_p, to_p
from game.generators.p_space import p_space
from game.generators.projection.search import RESOLUTIONS, free_ws, layers
from game.generators.synthesis import Generator

STEP = 1 / 12  # of a deviation
MARK = 4  # bytes of the checkpoint's sha256, so that no other generator draws somebody else
MOST = 12_000  # signs


def encode(generator: Generator, ws: np.ndarray) -> str:
    """ws (num_ws, w_dim), as `project` finds them, to letters, digits, - and _."""
    free = torch.from_numpy(free_ws(generator, ws)).to(generator.device)
    space = p_space(generator)
    rows = ((to_p(free) - space.mean) / space.spread).numpy(force=True)
    rows = np.concatenate([rows[:1], np.diff(rows, axis=0)])  # of one w for all, the rest is nought
    steps = np.clip(np.round(rows / STEP), -127, 127).astype(np.int8)
    squeezed = zlib.compress(steps.tobytes(), level=9)
    return base64.urlsafe_b64encode(_mark(generator) + squeezed).decode().rstrip("=")


def decode(generator: Generator, text: str) -> np.ndarray:
    """The ws (num_ws, w_dim) of a text. Raises Refused for one that is not of this generator."""
    w_dim = generator.network.config.w_dim
    length = len(RESOLUTIONS) * w_dim
    nobody = Refused(say("This address names no face."))
    if len(text) > MOST:
        raise nobody
    unpacking = zlib.decompressobj()
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        steps = unpacking.decompress(data[MARK:], length + 1)  # no more, whatever it would become
    except (ValueError, zlib.error):
        raise nobody from None
    if len(steps) != length or not unpacking.eof or unpacking.unused_data:
        raise nobody
    if data[:MARK] != _mark(generator):
        raise Refused(say("This address names a face of another generator."))
    rows = np.cumsum(np.frombuffer(steps, np.int8).reshape(-1, w_dim) * STEP, axis=0)
    entries = torch.from_numpy(rows.astype(np.float32)).to(generator.device)
    space = p_space(generator)
    free = from_p(entries * space.spread + space.mean).numpy(force=True)
    whole: np.ndarray = free[layers(generator)]
    return whole


def _mark(generator: Generator) -> bytes:
    return bytes.fromhex(generator.checkpoint_sha256)[:MARK]
