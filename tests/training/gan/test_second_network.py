"""The second network: photos are near, and faces that nobody would take for one are far."""

import numpy as np
import pytest

from game.common.settings import Settings
from game.training.faces import photos
from game.training.gan.second_network import SecondNetwork

SETTINGS = Settings.from_environment()


@pytest.fixture(scope="module")
def fit() -> np.ndarray:
    return photos("fit", SETTINGS)[:60]


@pytest.fixture(scope="module")
def second(fit: np.ndarray) -> SecondNetwork:
    return SecondNetwork(fit, photos("validation", SETTINGS)[:60], SETTINGS)


def test_photos_are_near_and_upside_down_they_are_not(
    second: SecondNetwork, fit: np.ndarray
) -> None:
    near, near_se = second.distance(fit)
    far, far_se = second.distance(fit[:, ::-1])
    assert abs(near) < 3 * near_se
    assert far > 5 * far_se


def test_faces_with_their_parts_in_other_places_are_far(
    second: SecondNetwork, fit: np.ndarray
) -> None:
    """What a mean over all places hardly sees."""
    half = fit.shape[1] // 2
    exchanged = np.concatenate([fit[:, half:], fit[:, :half]], axis=1)
    far, se = second.distance(exchanged)
    assert far > 5 * se
