"""The real generator, and a network small enough to check by hand."""

import pytest

from game.generators.families.mobile_stylegan import MobileStyleGAN, MobileStyleGANConfig
from tests.fixtures.decks import deck, settings
from tests.fixtures.pictures import generator
from tests.generators.filling import fill


@pytest.fixture
def network() -> MobileStyleGAN:
    """A network of 32x32 pixels with normal random weights, always the same."""
    config = MobileStyleGANConfig(z_dim=8, w_dim=8, mapping_layers=2, channels=(16, 16, 8))
    network = MobileStyleGAN(config)
    fill(network)
    return network
