"""A visitor's picture: bytes from anybody, decoded in bounded time and memory, kept nowhere."""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass

import numpy as np

from game.common.errors import Refused
from game.common.language import language, say
from game.common.settings import ROOT
from game.faces.decoding import LONGEST_SIDE

MOST_BYTES = 20_000_000
MOST_SECONDS = 15  # the largest pictures take four
AT_ONCE = 2  # decoders of a server, of which each may take `decoding.MOST_MEMORY`
PATIENCE = 10.0  # seconds to wait for one of them

_decoders = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Opened:
    """`picture`: upright RGB, uint8 (height, width, 3), no side above what was asked for.

    `reduction`: how many pixels of the file one of its pixels is wide. `notes`: a sentence for
    everything about the file that may matter. `quality`: of a JPEG, about which it was saved at.
    """

    picture: np.ndarray
    reduction: float
    notes: tuple[str, ...]
    quality: int | None


def open_picture(
    data: bytes,
    most_bytes: int = MOST_BYTES,
    longest_side: int = LONGEST_SIDE,
    patience: float = PATIENCE,
) -> Opened:
    """The first picture in a file. Raises Refused with one sentence for any that is not taken.

    One with a side of more than `longest_side` pixels is reduced.

    It is decoded in a process of its own (`game.faces.decoding`) that has so much time and memory
    and no more: a small file can be made to keep a decoder busy for hours, in every format in
    another way, and one that crashes a decoder must not take the game down. Who finds all of
    them busy for `patience` seconds is refused.
    """
    if not data:
        raise Refused(say("The file is empty."))
    if len(data) > most_bytes:
        raise Refused(
            say(
                "The file has more than {most} MB; send a smaller one.",
                most=most_bytes // 1_000_000,
            )
        )
    if not _decoders.acquire(timeout=patience):
        raise Refused(say("Many pictures are being looked at just now; try again in a moment."))
    try:
        return _decoded(data, longest_side)
    finally:
        _decoders.release()


def _decoded(data: bytes, longest_side: int) -> Opened:
    command = [sys.executable, "-m", "game.faces.decoding", str(longest_side), language()]
    try:
        process = subprocess.run(
            command, input=data, capture_output=True, timeout=MOST_SECONDS, cwd=ROOT, check=True
        )
    except subprocess.TimeoutExpired:
        raise Refused(
            say(
                "The picture takes more than {seconds} s to decode; save it anew as a JPEG.",
                seconds=MOST_SECONDS,
            )
        ) from None
    except subprocess.CalledProcessError:
        raise Refused(say("The picture cannot be decoded; save it anew as a JPEG.")) from None
    line, pixels = process.stdout.split(b"\n", 1)
    answer = json.loads(line)
    if "refused" in answer:
        raise Refused(answer["refused"])
    width, height = answer["size"]
    picture = np.frombuffer(pixels, np.uint8).reshape(height, width, 3)
    return Opened(picture, answer["reduction"], tuple(answer["notes"]), answer["quality"])
