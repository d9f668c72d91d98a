"""What these tests share: the real generator, and a network small enough to check by hand."""

import pytest
import torch

from game.common.recipe import GENERATOR
from game.common.settings import Settings
from game.generators.families.mobile_stylegan import MobileStyleGAN, MobileStyleGANConfig
from game.generators.synthesis import Generator
from game.generators.zoo import load_generator
from tests.generators.filling import fill


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings.from_environment()


@pytest.fixture(scope="session")
def generator(settings: Settings) -> Generator:
    return load_generator(GENERATOR, settings)


@pytest.fixture
def network() -> MobileStyleGAN:
    """A network of 32x32 pixels with normal random weights, always the same."""
    config = MobileStyleGANConfig(z_dim=8, w_dim=8, mapping_layers=2, channels=(16, 16, 8))
    network = MobileStyleGAN(config)
    fill(network)
    return network
