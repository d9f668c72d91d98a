"""Photos painted anew: the same people, another way of painting; and what surrounds a face."""

import numpy as np

from game.faces.decks.deck import Deck
from game.faces.mask import GREY, without_background
from game.training.aligned import compressed, repainted


def test_a_repainted_photo_shows_the_same_and_has_lost_its_finest_detail(deck: Deck) -> None:
    photo = deck.photo(deck.train[0])
    painted = repainted(photo, np.random.default_rng(0), deck.frame)
    assert painted.shape == photo.shape
    assert painted.dtype == np.uint8
    again = compressed(photo, deck.frame).astype(float)
    assert np.abs(painted - again).mean() < 12
    cells = [one.reshape(20, 8, 20, 8, 3).mean(axis=(1, 3)) for one in (painted, again)]
    assert np.abs(cells[0] - cells[1]).mean() < 4  # coarse content is the same …
    finest = [
        np.abs(np.diff(np.diff(one.astype(float), axis=0), axis=0)).mean()
        for one in (painted, again)
    ]
    assert finest[0] < finest[1]  # … and what lies between neighbouring pixels is not


def test_outside_the_face_all_is_grey(deck: Deck) -> None:
    photos = np.stack([deck.photo(name) for name in deck.train[:2]])
    alone = without_background(photos, deck.frame)
    assert (alone[:, 0] == GREY).all()
    height, width = photos.shape[1:3]
    middle = np.s_[:, height // 2, width // 2]
    assert (alone[middle] == photos[middle]).all()
    assert 0.2 < (alone == photos).mean() < 0.8
