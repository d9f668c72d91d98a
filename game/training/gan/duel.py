"""Every stage's critic against every stage's generator: who was ahead of whom, and when?"""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from game.common.errors import Refused
from game.common.files import sha256_of
from game.common.recipe import PLAY_SEEDS
from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.discriminators.critics import load_critic
from game.discriminators.network_judge import as_input
from game.discriminators.projected import ProjectedCritic
from game.faces.features import load_features
from game.faces.thumbnail import reduced
from game.generators.synthesis import Generator
from game.generators.zoo import unpinned
from game.scoring.auc import auc_interval
from game.training.faces import photos
from game.training.gan.config import read_config

N = 200  # photos, and fakes of each stage
BATCH = 50


def duel(config_file: Path, run: Path, settings: Settings) -> list[dict[str, Any]]:
    """Rows {critic, generator, auc, auc_low, auc_high, n_real, n_fake} for all pairs of stages.

    `critic` and `generator` are the numbers of images after which they were kept. The photos are
    play photos, which neither has seen, reduced to the networks' size; AUC is how often the critic
    finds a photo more real than a fake. Raises Refused if the folder holds no stages of the config.
    """
    found = {}
    for number, count in enumerate(read_config(config_file).stages):
        generator = run / f"stage-{number:02d}.safetensors"
        judge = run / f"stage-{number:02d}-critic.safetensors"
        if generator.is_file() and judge.is_file():
            found[count] = generator, judge
    if not found:
        raise Refused(f"{run} holds no stages of {config_file}.")
    fakes = {count: _fakes(unpinned(path)) for count, (path, _) in found.items()}
    side = next(iter(fakes.values())).shape[1]
    reals = np.stack([reduced(photo, side) for photo in photos("held_out", settings)[:N]])
    rows = []
    for critic_at, (_, path) in progress_bar(found.items(), "critics", unit="critic"):
        critic = load_critic(path, sha256_of(path))
        if isinstance(critic, ProjectedCritic):
            critic.put_in(load_features(settings))
        real = -logits(critic, reals)
        for generator_at, faces in fakes.items():
            auc, low, high = auc_interval(-logits(critic, faces), real)
            rows.append(
                {
                    "critic": critic_at,
                    "generator": generator_at,
                    "auc": auc,
                    "auc_low": low,
                    "auc_high": high,
                    "n_real": len(reals),
                    "n_fake": len(faces),
                }
            )
    return rows


@torch.inference_mode()
def logits(critic: nn.Module, faces: np.ndarray) -> np.ndarray:
    """Of images, uint8 (n, side, side, 3): (n,), high for what the critic takes for a photo."""
    batches = [faces[i : i + BATCH] for i in range(0, len(faces), BATCH)]
    # A projected critic gives a logit for every scale: their mean.
    return np.concatenate(
        [critic(as_input(batch)).view(len(batch), -1).mean(dim=1).numpy() for batch in batches]
    )


def _fakes(generator: Generator) -> np.ndarray:
    seeds = PLAY_SEEDS[:N]
    return np.stack([generator.face(generator.recipe(seed, 1.0)) for seed in seeds])
