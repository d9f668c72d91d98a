"""How soon the faces of three families are decent: images a second, seconds to a distance."""

import json
import time
from collections.abc import Sequence
from statistics import median
from typing import Any

import numpy as np
import torch

from game.common.settings import Settings
from game.faces.features import load_features
from game.training.gan.config import read_config
from game.training.gan.losses import R1_INTERVAL
from game.training.gan.trainer import Trainer

FAMILIES = ("dcgan-64", "style-64", "projected-64")
NEAR = 0.3  # the KID-like distance that is decent
# How the distances of models/FAMILY/measures.json are called, and here.
NETWORKS = {"kid_like_validation": "kid_like", "kid_like_second": "kid_like_second"}


def until_decent(settings: Settings, rounds: int) -> list[dict[str, Any]]:
    """Rows {family, side, batch, threads, rounds, images_per_second, images_per_second_range}, and
    by network `images_to_…` and `seconds_to_…`, None where no stage is so near.

    Steps as the family's config has them, augmentation and frozen network included, the families
    taking turns; the images are those of the training that was shipped. Raises Unavailable if
    set-up has not been run.
    """
    eyes, rng = load_features(settings), np.random.default_rng(0)
    trainers = {}
    for family in FAMILIES:
        config = read_config(settings.assets / "training" / f"{family}.toml")
        side = config.resolution
        noise = rng.integers(0, 256, (200, side, side, 3), np.uint8)
        trainers[family] = Trainer(config, noise, eyes)
    speeds = _images_per_second(trainers, rounds)
    rows = []
    for family, trainer in trainers.items():
        measured = json.loads((settings.models / family / "measures.json").read_text())
        row: dict[str, Any] = {
            "family": family,
            "side": trainer.config.resolution,
            "batch": trainer.config.batch,
            "threads": torch.get_num_threads(),
            "rounds": rounds,
            "images_per_second": round(median(speeds[family]), 1),
            "images_per_second_range": [round(end(speeds[family]), 1) for end in (min, max)],
        }
        for key, name in NETWORKS.items():
            images = images_until(NEAR, measured, key)
            seconds = None if images is None else round(images / row["images_per_second"])
            row |= {f"images_to_{name}_{NEAR}": images, f"seconds_to_{name}_{NEAR}": seconds}
        rows.append(row)
    return rows


def images_until(near: float, measured: Sequence[dict[str, Any]], key: str) -> int | None:
    """After how many images a training first was so near, on straight lines between its stages."""
    before = measured[0]
    for row in measured:
        if row[key] <= near:
            steps = row["images"] - before["images"], row[key] - before[key]
            return round(before["images"] + (near - before[key]) / (steps[1] or 1) * steps[0])
        before = row
    return None


def _images_per_second(trainers: dict[str, Trainer], rounds: int) -> dict[str, list[float]]:
    """Of every family, by round; after two steps each to warm up."""
    speeds: dict[str, list[float]] = {family: [] for family in trainers}
    for trainer in trainers.values():
        for _ in range(2):
            trainer.step()
    for _ in range(rounds):
        for family, trainer in trainers.items():
            began = time.perf_counter()
            for _ in range(R1_INTERVAL):
                trainer.step()
            spent = time.perf_counter() - began
            speeds[family].append(R1_INTERVAL * trainer.config.batch / spent)
    return speeds
