"""A worker's pictures: the fakes among them are kept in the store, for all workers and servers."""

from typing import Any

import numpy as np

from game.common.recipe import Recipe
from game.rounds.dealing.pictures import Pictures
from game.rounds.dealing.wanted import key_of, packed, told_face, unpacked
from game.rounds.plan import Shown
from game.store.made import Made


class SharedPictures(Pictures):
    """Pictures whose fakes are kept in the store: whoever makes one has made it for all."""

    def __init__(self, *made_of: Any, made: Made) -> None:
        super().__init__(*made_of)
        self._made = made

    def _frame(self, face: Shown) -> np.ndarray:
        if not isinstance(face, Recipe):
            return super()._frame(face)
        key = key_of("framed", self._deck, {"face": told_face(face)})
        content, _ = self._made.find(key) or (None, None)
        if content is not None:
            return unpacked(content)["framed"]
        framed = super()._frame(face)
        self._made.keep(key, packed({"framed": framed}))
        return framed
