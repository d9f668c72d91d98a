"""The generator beside its peer and beside the machine's limits.

The peer is OpenVINO running the very file that our weights come from.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

import numpy as np
import torch
from torch.utils.flop_counter import FlopCounterMode

from game.common.errors import Unavailable
from game.common.recipe import GENERATOR, VALIDATION_SEEDS
from game.common.settings import Settings
from game.generators.compiled import compile_synthesis
from game.generators.imports.openvino_ir import read_files
from game.generators.manifest import entries
from game.generators.synthesis import Generator
from game.generators.zoo import load_generator

THREADS = 2
SEEDS = VALIDATION_SEEDS[:8]
BATCHES = (1, 4)

Engine = Callable[[np.ndarray], np.ndarray]  # z (1, z_dim) to an image (3, size, size)
Engines = dict[tuple[str, int, str], Engine]  # by name, size and mode


def bench_generator(settings: Settings, runs: int = 9) -> list[dict[str, Any]]:
    """Time and check faces, untruncated, from z to the image in floats, on two threads.

    Rows {engine, size, mode, batch, threads, ms, ratio_to_openvino, max_abs_diff}: the median of
    `runs` runs in milliseconds a face, the engines taking turns; its ratio to one face of OpenVINO
    at float32; at full size, the largest difference from it over eight seeds, in an image from -1
    to 1. A batch is made one face after the other by every engine: ours has no other way, and the
    peer's file is of batch 1. OpenVINO's default precision depends on the processor, so it has
    rows of its own. The last row says what this machine can do at best: its multiplication of large
    matrices, its copying of memory, and how long each size's arithmetic would take at that speed.

    Raises Unavailable if OpenVINO, the wheel or the checkpoint is missing; torch.compile needs a
    C++ compiler.
    """
    generator = load_generator(GENERATOR, settings)
    with _threads(THREADS):
        reference, reference_mode = openvino_engine(settings, precision="f32")
        default, default_mode = openvino_engine(settings, precision=None)
        full = generator.sizes[-1]
        engines: Engines = {
            ("openvino", full, reference_mode): reference,
            ("openvino", full, f"{default_mode}-default"): default,
        }
        for size in generator.sizes:
            engines["torch", size, "eager"] = _torch_engine(generator, size)
        fast = Generator(generator.name, generator.checkpoint_sha256, generator.network)
        for size in generator.sizes:
            fast.faster[size] = compile_synthesis(generator, size)
            engines["torch", size, "compiled"] = _torch_engine(fast, size)
        latents = [generator.latent(seed) for seed in SEEDS]
        differences = _differences(engines, reference, latents, full)  # warms the engines up, too
        seconds = _time(engines, latents, runs)
        machine = _machine(generator)
    once = seconds["openvino", full, reference_mode, 1]
    rows = [
        {
            "engine": engine,
            "size": size,
            "mode": mode,
            "batch": batch,
            "threads": THREADS,
            "ms": round(1000 * seconds[engine, size, mode, batch], 1),
            "ratio_to_openvino": round(seconds[engine, size, mode, batch] / once, 3),
            "max_abs_diff": differences.get((engine, size, mode)),
        }
        for engine, size, mode in engines
        for batch in BATCHES
    ]
    return [*rows, machine]


def _torch_engine(generator: Generator, size: int) -> Engine:
    return lambda z: generator.image(generator.ws(z)[0], size).numpy(force=True)


def _differences(
    engines: Engines,
    reference: Engine,
    latents: list[np.ndarray],
    full: int,
) -> dict[tuple[str, int, str], float]:
    differences: dict[tuple[str, int, str], float] = {}
    for z in latents:
        expected = reference(z)
        for key, engine in engines.items():
            made = engine(z)
            if key[1] == full:
                difference = float(np.abs(made - expected).max())
                differences[key] = max(differences.get(key, 0.0), difference)
    return differences


def _time(
    engines: Engines, latents: list[np.ndarray], runs: int
) -> dict[tuple[str, int, str, int], float]:
    """Seconds a face by engine and batch: medians over the runs."""
    seconds: dict[tuple[str, int, str, int], list[float]] = {}
    for _ in range(runs):
        for (name, size, mode), engine in engines.items():
            for batch in BATCHES:
                began = time.perf_counter()
                for z in latents[:batch]:
                    engine(z)
                took = (time.perf_counter() - began) / batch
                seconds.setdefault((name, size, mode, batch), []).append(took)
    return {key: median(times) for key, times in seconds.items()}


def _machine(generator: Generator) -> dict[str, Any]:
    """This machine's measured peak and bandwidth, and the least time that they allow a face."""
    a = torch.randn(2048, 2048)
    wide = torch.randn(64 * 2**20)  # 256 MB: no cache holds it
    copy = torch.empty_like(wide)
    multiply = median(_clock(lambda: a @ a) for _ in range(9))
    move = median(_clock(lambda: copy.copy_(wide)) for _ in range(9))
    peak = 2 * 2048**3 / multiply
    ws = torch.from_numpy(generator.ws(generator.latent(0))[0].copy())
    limits = {}
    for size in generator.sizes:
        with FlopCounterMode(display=False) as counter, torch.inference_mode():
            generator.network.synthesis(ws, size, "const")
        limits[str(size)] = round(1000 * counter.get_total_flops() / peak, 1)
    return {
        "engine": "machine",
        "threads": THREADS,
        "peak_gflops": round(peak / 1e9),
        "copy_gb_per_s": round(2 * 4 * wide.numel() / move / 1e9, 1),
        "arithmetic_limit_ms": limits,
    }


def _clock(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@contextmanager
def _threads(number: int) -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(number)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def openvino_engine(settings: Settings, precision: str | None) -> tuple[Engine, str]:
    """The downloaded wheel's generator run by OpenVINO, and the number format that it computes in.

    `precision` is OpenVINO's INFERENCE_PRECISION_HINT; None leaves the choice to OpenVINO.
    Raises Unavailable if OpenVINO or the wheel is missing.
    """
    try:
        import openvino
    except ModuleNotFoundError as error:
        raise Unavailable(
            "OpenVINO is not installed; run `pip install -r requirements-dev.txt`."
        ) from error
    wheel = settings.downloads / entries(settings)[GENERATOR]["archive"]
    if not wheel.is_file():
        raise Unavailable(f"{wheel} is missing; run `python -m game setup`.")
    options: dict[str, Any] = {"INFERENCE_NUM_THREADS": THREADS}
    if precision is not None:
        options["INFERENCE_PRECISION_HINT"] = precision
    core = openvino.Core()
    mapping, synthesis = (
        core.compile_model(core.read_model(*read_files(wheel, network)), "CPU", options)
        for network in ("MappingNetwork", "SynthesisNetwork")
    )

    def image(z: np.ndarray) -> np.ndarray:
        made: np.ndarray = synthesis([mapping([z])[0]])[0]
        return made[0]

    used = synthesis.get_property("INFERENCE_PRECISION_HINT")
    return image, "bfloat16" if used == openvino.Type.bf16 else "float32"
