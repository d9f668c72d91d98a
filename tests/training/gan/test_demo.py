"""The live run's own config on the deck's photos, for a few seconds in earnest."""

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from game.common.settings import ROOT, Settings
from game.generators.checkpoint import load_checkpoint
from game.training.gan.config import read_config
from game.training.gan.log import read_log
from game.training.gan.loop import Run
from game.training.gan.photos import deck_photos
from game.training.gan.trainer import Trainer


def mean_face(stage: Path) -> np.ndarray:
    """The mean of 64 faces of a stage, (side, side, 3) in [0, 255]."""
    network = load_checkpoint(stage, hashlib.sha256(stage.read_bytes()).hexdigest())
    z = torch.randn(64, network.config.z_dim, generator=torch.Generator().manual_seed(0))
    mean: np.ndarray = network(z).mean(dim=0).permute(1, 2, 0).numpy() * 127.5 + 127.5
    return mean


def test_a_few_seconds_of_training_lead_from_noise_towards_faces(tmp_path: Path) -> None:
    config = read_config(ROOT / "assets" / "training" / "live-32.toml")
    photos = deck_photos(Settings.from_environment(), config.resolution)
    Run(Trainer(replace(config, images=4_000, stages=(0, 4_000)), photos), tmp_path).train()

    log = read_log(tmp_path)
    assert log[-1]["images"] == 3_200
    assert np.isfinite([list(row.values()) for row in log]).all()
    mean_photo = photos.mean(axis=0)
    noise, last = [
        np.abs(mean_face(tmp_path / f"stage-{n:02d}.safetensors") - mean_photo).mean()
        for n in range(2)
    ]
    assert last < 0.75 * noise
