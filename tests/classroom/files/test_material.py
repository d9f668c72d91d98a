"""Which faces may be in a file, how large, and whose they are said to be."""

import base64
import io
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from game.classroom.files.material import SIDE, gather
from game.common.errors import Unavailable
from game.common.language import speaking
from game.faces.decks.deck import Deck
from game.faces.frame import BrokenPhoto
from game.rounds.plan import Photo, Shown
from game.store.engine import Store
from tests.classroom.classes import Class
from tests.fixtures.people import fake


class Pictures:
    """Every face is grey and of this side; one photo and one fake are gone."""

    def __init__(self, side: int) -> None:
        self.side = side

    def framed(self, face: Shown) -> np.ndarray:
        if face == Photo("gone.jpg"):
            raise BrokenPhoto("it is not there")
        if face == fake(9):
            raise Unavailable("its weights are no longer kept")
        return np.full((self.side, self.side, 3), 128, np.uint8)


def a_game(deck: Deck, side: int = 160) -> Any:
    dealer = SimpleNamespace(deck=deck, pictures=Pictures(side))
    return SimpleNamespace(dealer_of=lambda name: dealer)


def test_photos_are_left_out_unless_the_manifest_lets_them_leave(store: Store, deck: Deck) -> None:
    report = Class(store).report()
    kept = gather(a_game(deck), report, "their licence")
    assert kept.face(Photo("a.jpg")) is None
    assert kept.face(fake(1)) is not None
    assert "mobilestylegan-ffhq, their licence." in kept.credits[0]
    assert "The photos are left out" in kept.credits[1]
    assert deck.licence in kept.credits[1]
    with speaking("fr"):
        assert "Les photos sont laissées de côté" in gather(a_game(deck), report, "x").credits[1]
    free = gather(a_game(replace(deck, may_leave=True)), report, "their licence")
    assert free.face(Photo("a.jpg")) is not None
    assert free.credits[1].startswith("Photos: CelebA sample.")


def test_what_cannot_be_drawn_any_more_is_left_out(store: Store, deck: Deck) -> None:
    made = gather(a_game(replace(deck, may_leave=True)), Class(store).report(), "x")
    assert made.face(Photo("gone.jpg")) is None
    assert made.face(fake(9)) is None


@pytest.mark.parametrize(("side", "shown"), [(160, 160), (1024, SIDE)])
def test_a_picture_is_no_larger_than_paper_needs(
    store: Store, deck: Deck, side: int, shown: int
) -> None:
    made = gather(a_game(deck, side), Class(store).report(), "x")
    address = made.face(fake(1))
    assert address is not None
    kind, data = address.split(",")
    assert kind == "data:image/jpeg;base64"
    with Image.open(io.BytesIO(base64.b64decode(data))) as picture:
        assert picture.size == (shown, shown)
        assert not picture.getexif()
