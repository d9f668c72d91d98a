"""torch.compile where it helps: eager serves until the compiled network has proved to be faster.

Compiling takes a C++ compiler and most of a minute, so it happens in a thread of its own. What it
gains on a CPU is the passes over memory that it joins; the convolutions stay what they were.
"""

import logging
import os
import threading
import time
from contextlib import suppress
from statistics import median

import torch

from game.generators.synthesis import Draw, Generator

RUNS = 3

log = logging.getLogger(__name__)


def compile_in_background(generator: Generator, size: int) -> threading.Thread:
    """Begin to compile the path to this size; one log line says what came of it."""
    thread = threading.Thread(target=_choose, args=(generator, size), name="compile", daemon=True)
    thread.start()
    return thread


def compile_synthesis(generator: Generator, size: int) -> Draw:
    """The compiled network, warm. Raises whatever the compiler raises, or its absence."""
    compiled: Draw = torch.compile(generator.network.synthesis, dynamic=False)
    ws = torch.tensor(generator.ws(generator.latent(0))[0], device=generator.device)
    with torch.inference_mode():
        compiled(ws, size, "const")
    return compiled


def _choose(generator: Generator, size: int) -> None:
    with suppress(AttributeError, OSError):  # players come first; not every system can say so
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
    try:
        compiled = compile_synthesis(generator, size)
    except Exception as error:  # of many kinds, by what is missing
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        log.warning("faces of %d pixels are made without compilation: %s", size, reason)
        return
    eager = _seconds(generator, size)
    generator.faster[size] = compiled
    ratio = _seconds(generator, size) / eager
    if ratio >= 1:
        del generator.faster[size]
    kept = "compiled" if ratio < 1 else "eager"
    log.warning("faces of %d pixels: compiled takes %.2f of eager, %s stays", size, ratio, kept)


def _seconds(generator: Generator, size: int) -> float:
    ws = generator.ws(generator.latent(0))[0]
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        generator.image(ws, size)
        times.append(time.perf_counter() - began)
    return median(times)
