"""The generator beside its peer: OpenVINO running the very file that our weights come from."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np
import torch

from game.generators.openvino_ir import read_files
from game.generators.recipe import VALIDATION_SEEDS
from game.generators.synthesis import latent, load_generator
from game.refusal import Unavailable
from game.settings import Settings

GENERATOR = "mobilestylegan-ffhq"
WHEEL = "random_face-2021.7.21.1-py3-none-any.whl"
THREADS = 2
SEEDS = VALIDATION_SEEDS[:8]

Engine = Callable[[np.ndarray], np.ndarray]  # z (1, z_dim) to an image (3, size, size)


def bench_generator(settings: Settings, runs: int = 9) -> list[dict[str, Any]]:
    """Time and check one face, untruncated, from z to the image in floats, on two threads.

    Rows {engine, size, mode, batch, threads, ms, ratio_to_openvino, max_abs_diff}: the median of
    `runs` runs in milliseconds, the engines taking turns; its ratio to OpenVINO at float32; the
    largest difference from OpenVINO at float32 over eight seeds, in an image from -1 to 1.
    OpenVINO's default precision depends on the processor, so it has a row of its own.

    Raises Unavailable if OpenVINO, the wheel or the checkpoint is missing.
    """
    generator = load_generator(GENERATOR, settings)
    latents = [latent(seed, generator.network.config.z_dim) for seed in SEEDS]
    reference, reference_mode = openvino_engine(settings, precision="f32")
    default, default_mode = openvino_engine(settings, precision=None)
    engines: dict[tuple[str, str], Engine] = {
        ("openvino", reference_mode): reference,
        ("torch", "float32"): lambda z: generator.image(z, 1.0, "const").numpy(force=True),
        ("openvino", f"{default_mode}-default"): default,
    }
    threads_before = torch.get_num_threads()
    torch.set_num_threads(THREADS)
    try:
        differences = dict.fromkeys(engines, 0.0)
        for z in latents:  # the first faces also warm the engines up
            expected = reference(z)
            for key, engine in engines.items():
                difference = float(np.abs(engine(z) - expected).max())
                differences[key] = max(differences[key], difference)
        seconds: dict[tuple[str, str], list[float]] = {key: [] for key in engines}
        for _ in range(runs):
            for key, engine in engines.items():
                began = time.perf_counter()
                engine(latents[0])
                seconds[key].append(time.perf_counter() - began)
    finally:
        torch.set_num_threads(threads_before)
    medians = {key: median(times) for key, times in seconds.items()}
    return [
        {
            "engine": engine,
            "size": generator.size,
            "mode": mode,
            "batch": 1,
            "threads": THREADS,
            "ms": round(1000 * medians[engine, mode], 1),
            "ratio_to_openvino": round(
                medians[engine, mode] / medians["openvino", reference_mode], 3
            ),
            "max_abs_diff": differences[engine, mode],
        }
        for engine, mode in engines
    ]


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
    wheel = settings.downloads / WHEEL
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
