"""What searches are tried with: the game's generator, and what a picture shows."""

import pytest

from game.common.settings import Settings
from game.faces.features import load_features
from game.generators.projection.targets import FeatureMaps
from tests.fixtures.decks import settings
from tests.fixtures.pictures import generator


@pytest.fixture(scope="session")
def features(settings: Settings) -> FeatureMaps:
    return load_features(settings).maps
