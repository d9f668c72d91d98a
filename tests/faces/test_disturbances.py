"""What happens to pictures on their way: stronger is further, and repeatable."""

import numpy as np
import pytest

from game.faces.decks.deck import Deck
from game.faces.disturbances import DISTURBANCES
from game.faces.thumbnail import enlarged, reduced

STRENGTHS = {"jpeg": (90, 20), "blur": (0.5, 3), "resize": (0.9, 0.2), "noise": (1, 20)}


@pytest.mark.parametrize("name", DISTURBANCES)
def test_a_disturbance_keeps_size_and_grows_with_its_strength(name: str, deck: Deck) -> None:
    picture = deck.photo(deck.train[0])
    mild, strong = (DISTURBANCES[name](picture, strength) for strength in STRENGTHS[name])
    assert mild.shape == strong.shape == picture.shape
    assert mild.dtype == strong.dtype == np.uint8
    off = [np.abs(changed.astype(int) - picture).mean() for changed in (mild, strong)]
    assert 0 < off[0] < off[1]
    assert np.array_equal(strong, DISTURBANCES[name](picture, STRENGTHS[name][1]))


def test_noise_has_the_deviation_that_it_says() -> None:
    grey = np.full((160, 160, 3), 128, np.uint8)
    assert DISTURBANCES["noise"](grey, 5).std() == pytest.approx(5, rel=0.02)


def test_a_thumbnail_is_the_means_and_comes_back_at_size() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (160, 160, 3)).astype(np.uint8)
    small = reduced(picture, 80)
    means = picture.reshape(80, 2, 80, 2, 3).mean(axis=(1, 3))
    assert np.abs(small - means).max() <= 1  # rounded once in each direction
    assert enlarged(small, 160).shape == (160, 160, 3)
    flat = np.full((64, 64, 3), 77, np.uint8)
    assert (enlarged(flat, 160) == 77).all()
