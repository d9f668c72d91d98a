"""Our training step beside others' with as many weights, on the same batches."""

import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import Any

import numpy as np
import torch
from torch import nn

from game.admin.bench.training.enough import until_decent
from game.admin.bench.training.peers import StyleGAN2Torch, TutorialDCGAN
from game.common.settings import Settings
from game.generators.allocator import keep_freed_memory
from game.training.gan.config import TrainConfig, read_config
from game.training.gan.losses import R1_INTERVAL
from game.training.gan.trainer import Trainer

THREADS = 2
TUTORIAL_CHANNELS = (512, 256, 128, 64)  # ngf = ndf = 64
HOW = (
    "Full training steps in float32: critic, generator, average, and lazy R1 where the config has "
    f"it. {R1_INTERVAL} steps are timed as one, so R1 is spread out; ours and the peer's take "
    "turns in one process with the same allocator settings, after two steps each to warm up. "
    "Images a second are medians over the rounds; the ratio is that of the medians, the range that "
    "of single rounds. No augmentation, which the peers lack. The peers get photos as ready "
    "tensors and make fakes once a step; stylegan2-torch, made for CUDA and grey images, was "
    "given a filter for the CPU and three channels. Of a family: its config's own step with "
    "augmentation, and how many images its shipped training took to a KID-like distance of 0.3, on "
    "straight lines between its stages, in the features of open_nsfw's ResNet, through which the "
    "critic of projected-64 looks, and of a second network, the face detector, which taught nobody."
)


def bench_training(settings: Settings, rounds: int = 5) -> list[dict[str, Any]]:
    """Images per second of a training step at 64x64, ours and the peers', on two threads.

    Rows {network, peer, side, batch, threads, rounds, weights, peer_weights (each generator and
    critic), images_per_second, peer_images_per_second, ratio, ratio_range}, then those of
    `until_decent`; the last row says how they were got. The photos are noise: their content costs
    no time.

    Raises Unavailable if stylegan2-torch is not installed or set-up has not been run.
    """
    style, dcgan = configs(settings)
    before = torch.get_num_threads()
    torch.set_num_threads(THREADS)
    keep_freed_memory()
    try:
        rows = [
            compare(config, peer, rounds)
            for config, peer in ((style, StyleGAN2Torch), (dcgan, TutorialDCGAN))
        ]
        rows += until_decent(settings, rounds)
    finally:
        torch.set_num_threads(before)
    return [*rows, {"how": HOW}]


def configs(settings: Settings) -> tuple[TrainConfig, TrainConfig]:
    """Our style-based network, and our DCGAN at the tutorial's widths; without augmentation."""
    style, dcgan = (
        replace(read_config(settings.assets / "training" / f"{name}-64.toml"), augment_p=0.0)
        for name in ("style", "dcgan")
    )
    wide: Any = {
        part: replace(getattr(dcgan, part), channels=TUTORIAL_CHANNELS)
        for part in ("generator", "critic")
    }
    return style, replace(dcgan, **wide)


def compare(
    config: TrainConfig, kind: type[StyleGAN2Torch] | type[TutorialDCGAN], rounds: int
) -> dict[str, Any]:
    """One row of `bench_training`."""
    side = config.resolution
    photos = np.random.default_rng(0).integers(0, 256, (200, side, side, 3), np.uint8)
    peer, trainer = kind(config, photos), Trainer(config, photos)
    ours, theirs = _seconds(trainer.step, peer.step, rounds)
    images = config.batch * R1_INTERVAL
    ratios = [b / a for a, b in zip(ours, theirs, strict=True)]
    return {
        "network": config.network,
        "peer": peer.name,
        "side": side,
        "batch": config.batch,
        "threads": torch.get_num_threads(),
        "rounds": rounds,
        "weights": [_weights(trainer.generator), _weights(trainer.critic)],
        "peer_weights": [_weights(peer.generator), _weights(peer.critic)],
        "images_per_second": round(images / median(ours), 1),
        "peer_images_per_second": round(images / median(theirs), 1),
        "ratio": round(median(theirs) / median(ours), 2),
        "ratio_range": [round(min(ratios), 2), round(max(ratios), 2)],
    }


def _seconds(
    step: Callable[[], object], peer_step: Callable[[], object], rounds: int
) -> tuple[list[float], list[float]]:
    """Seconds for R1_INTERVAL steps of each, by round."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for work in (step, peer_step):
        for _ in range(2):
            work()
    for _ in range(rounds):
        for work, times in zip((step, peer_step), seconds, strict=True):
            began = time.perf_counter()
            for _ in range(R1_INTERVAL):
                work()
            times.append(time.perf_counter() - began)
    return seconds


def _weights(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())
