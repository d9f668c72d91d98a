"""How soon a search reaches a likeness, by where it starts."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from game.common.errors import Refused
from game.common.recipe import GENERATOR, PLAY_SEEDS, TRUNCATION_PSI, VALIDATION_SEEDS
from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.discriminators.asked import placed_face
from game.faces.detector.mtcnn import load_detector
from game.faces.features import load_features
from game.generators.projection.encoder import load_encoder
from game.generators.projection.search import IN_W_PLUS, Pass, project
from game.generators.projection.targets import Likeness
from game.generators.synthesis import Generator
from game.generators.zoo import load_generator

SIDE = 512  # pixels of a face that is searched for
SMALL = 128  # pixels of one that is compared
RANDOM = 200  # faces of which the nearest is a start
STEPS = 60  # of a search from the mean face; from other starts it has half of them


def bench_projection(
    settings: Settings, portraits: Path, count: int = 20, minutes: float = 30
) -> list[dict[str, Any]]:
    """Rows for faces of unseen seeds and for the portraits in a folder, each searched for alone.

    `minutes`: of the processor, for either half of them; `n` says how many faces it sufficed for.

    {what, start, steps, n, loss, seconds}: medians of where a search in w from each start ends; as
    a search's steps become smaller towards its end, one of half the steps is another search.
    {what, n, seconds_to_likeness, seconds_to_best, loss_of_likeness, loss_of_best}: medians of the
    search that the Lab does, from the mean face. Seconds are the processor's, of all its cores
    together. The encoder is a start if it was fitted (`train-encoder`).

    Raises Refused if there are fewer portraits than `count`, Unavailable if something is missing.
    """
    generator = load_generator(GENERATOR, settings)
    features = load_features(settings).to(generator.device).maps
    encoder_file = settings.models / "encoder.safetensors"
    encoder = load_encoder(encoder_file) if encoder_file.is_file() else None
    seen = range(PLAY_SEEDS.start, PLAY_SEEDS.start + count)
    wanted = {
        "unseen seeds": [
            generator.face(generator.recipe(seed, TRUNCATION_PSI, SIDE)) for seed in seen
        ],
        "portraits": _portraits(portraits, count, settings),
    }
    rows = []
    for what, faces in wanted.items():
        ends: dict[tuple[str, int], list[tuple[float, float]]] = {}
        whole: list[tuple[float, float, float, float]] = []
        began = time.process_time()
        for face in progress_bar(faces, what):
            if whole and time.process_time() - began > 60 * minutes / len(wanted):
                break
            target = Likeness(face[None], features, device=generator.device)
            mean = generator.ws(generator.latent(0), 0.0)
            nearest = _best_of_random(generator, target)
            starts = [
                ("mean", mean, STEPS),
                ("mean", mean, STEPS // 2),
                (f"best of {RANDOM}", nearest, STEPS // 2),
            ]
            if encoder:
                guess = encoder.ws(face[None], features, generator)
                starts.append(("encoder", guess, STEPS // 2))
            for name, start, steps in starts:
                losses, seconds = _descent(generator, target, start, (Pass(steps, "w"),))
                ends.setdefault((name, steps), []).append((losses[-1], seconds[-1]))
            losses, seconds = _descent(generator, target, mean, IN_W_PLUS)
            likeness = IN_W_PLUS[0].steps - 1
            best = likeness + IN_W_PLUS[1].steps  # the last pass has another size, another loss
            whole.append((seconds[likeness], seconds[-1], losses[likeness], losses[best]))
        for (name, steps), at in ends.items():
            loss, took = np.median(at, axis=0).tolist()
            row = {"what": what, "start": name, "steps": steps, "n": len(at)}
            rows.append(row | {"loss": round(loss, 3), "seconds": round(took, 1)})
        names = "seconds_to_likeness", "seconds_to_best", "loss_of_likeness", "loss_of_best"
        figures = zip(names, np.median(whole, axis=0).round(2).tolist(), strict=True)
        rows.append({"what": what, "n": len(whole)} | dict(figures))
    return rows


def _descent(
    generator: Generator, target: Likeness, start: np.ndarray, passes: Sequence[Pass]
) -> tuple[list[float], list[float]]:
    """The loss at every step, and the processor's seconds until then."""
    began = time.process_time()
    losses, seconds = [], []
    for state in project(generator, target, start, passes):
        losses.append(float(state.losses[0]))
        seconds.append(time.process_time() - began)
    return losses, seconds


def _best_of_random(generator: Generator, target: Likeness) -> np.ndarray:
    """Of RANDOM faces the ws (1, num_ws, w_dim) of the nearest."""
    loss = target.at(SMALL)
    seeds = range(VALIDATION_SEEDS.start, VALIDATION_SEEDS.start + RANDOM)
    all_ws = [generator.ws(generator.latent(seed), TRUNCATION_PSI) for seed in seeds]
    with torch.inference_mode():
        losses = [float(loss(generator.image(ws[0], SMALL)[None])) for ws in all_ws]
    return all_ws[int(np.argmin(losses))]


def _portraits(folder: Path, count: int, settings: Settings) -> list[np.ndarray]:
    """The first faces in a folder of pictures, by name."""
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".jpg", ".png"))
    if len(files) < count:
        raise Refused(f"{folder} holds {len(files)} pictures instead of {count}.")
    detector = load_detector(settings)
    return [placed_face(path.read_bytes(), detector, SIDE)[0] for path in files[:count]]
