"""How soon faces appear: every family that can train while a class watches, after equal time."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from PIL import Image

from game.common.recipe import VALIDATION_SEEDS
from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.faces.features import ResNet50Thin, load_features
from game.faces.thumbnail import enlarged
from game.generators.allocator import keep_freed_memory
from game.generators.synthesis import Generator
from game.generators.zoo import unpinned
from game.scoring.kernel_distance import kernel_distance
from game.training.faces import thumbnails
from game.training.gan.config import TrainConfig, read_config
from game.training.gan.loop import contact_sheet, save_average
from game.training.gan.photos import deck_photos
from game.training.gan.second_network import SecondNetwork
from game.training.gan.trainer import Trainer

# By the names of their configs. Progressive growing sees 8 pixels after three minutes.
FAMILIES = ("live-64", "live-32", "dcgan-64", "style-64", "fully-connected-64")
MARKS: tuple[float, ...] = (60, 120, 180)  # seconds
HOW = (
    "Seconds are those that one thread was computing, as the theatre's live run has one, so that "
    "other work on the machine does not count; on an idle machine they are seconds of the clock. "
    "KID-like distance of {n} faces of the averaged generator to validation photos that were "
    "reduced to its size, in the features of open_nsfw's ResNet, through which the critic of "
    "live-64 looks, and in a second network's, the face detector's, which has taught nobody."
)


def bench_live(settings: Settings, sheets: Path | None) -> list[dict[str, Any]]:
    """What each family has learnt after one, two and three minutes of one thread's work.

    Rows {config, network, side, seconds, images, kid_like, kid_like_se, kid_like_second,
    kid_like_second_se}; the last row says how they were got. `sheets` is a folder for a picture of
    faces at each mark. Raises Unavailable if set-up has not been run.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    keep_freed_memory()
    features = load_features(settings)
    try:
        rows = [
            row
            for name in FAMILIES
            for row in first_minutes(
                name,
                read_config(settings.assets / "training" / f"{name}.toml"),
                features,
                settings,
                sheets,
            )
        ]
    finally:
        torch.set_num_threads(before)
    return [*rows, {"how": HOW.format(n=len(deck_photos(settings, 32)))}]


def first_minutes(
    name: str,
    config: TrainConfig,
    features: ResNet50Thin,
    settings: Settings,
    sheets: Path | None,
) -> list[dict[str, Any]]:
    """The rows of one config."""
    side = config.resolution
    fit, validation = (thumbnails(part, side, settings) for part in ("fit", "validation"))
    photos, second = features.features(validation), SecondNetwork(fit, validation, settings)
    trainer = Trainer(config, deck_photos(settings, side), features)
    rows, spent = [], 0.0
    for mark in progress_bar(MARKS, name, unit="mark"):
        while spent < mark:
            began = time.process_time()
            trainer.step()
            spent += time.process_time() - began
        generator = _as_it_stands(trainer)
        if sheets:
            sheets.mkdir(parents=True, exist_ok=True)
            Image.fromarray(contact_sheet(generator)).save(
                sheets / f"{name}-{mark:03g}.jpg", quality=88
            )
        recipes = (generator.recipe(seed, 1.0) for seed in VALIDATION_SEEDS[: len(fit)])
        faces = np.stack([enlarged(generator.face(one), fit.shape[1]) for one in recipes])
        row: dict[str, Any] = {"config": name, "network": config.network, "side": side}
        row |= {"seconds": mark, "images": trainer.images}
        row["kid_like"], row["kid_like_se"] = kernel_distance(features.features(faces), photos)
        row["kid_like_second"], row["kid_like_second_se"] = second.distance(faces)
        rows.append(row)
    return rows


def _as_it_stands(trainer: Trainer) -> Generator:
    """The averaged generator as the zoo would load it now."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "now.safetensors"
        save_average(trainer, path)
        return unpinned(path)
