"""A training run small enough to be done in a second."""

import numpy as np
import pytest

from game.discriminators.critics import DCGANCriticConfig
from game.generators.families.dcgan import DCGANConfig
from game.training.gan.config import TrainConfig


@pytest.fixture
def config() -> TrainConfig:
    """A DCGAN of 16 pixels: 6 steps of 4 images, with R1 and adaptive augmentation."""
    return TrainConfig(
        network="dcgan",
        seed=3,
        images=24,
        stages=(0, 12, 24),
        batch=4,
        learning_rate=1e-3,
        betas=(0.5, 0.99),
        ema_images=100,
        r1_gamma=1.0,
        augment_p=0.5,
        adaptive=True,
        generator=DCGANConfig(z_dim=6, channels=(8, 4)),
        critic=DCGANCriticConfig(channels=(8, 4)),
    )


@pytest.fixture
def photos() -> np.ndarray:
    """Noise for photos, uint8 (10, 16, 16, 3)."""
    return np.random.default_rng(0).integers(0, 256, (10, 16, 16, 3), np.uint8)
