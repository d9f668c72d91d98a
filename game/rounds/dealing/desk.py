"""A worker's desk: what is made there when a server asks for it, by the names of `ask`."""

from typing import Any

import numpy as np

from game.common.errors import Unavailable
from game.common.language import say
from game.common.recipe import Recipe
from game.rounds.dealing.dealer import Dealer
from game.rounds.dealing.wanted import Arrays, dealt_of
from game.rounds.plan import face_of


class Desk:
    """That of a deck's dealer; each method takes what a server has told, as JSON."""

    def __init__(self, dealer: Dealer) -> None:
        self._dealer = dealer
        self._pictures = dealer.pictures

    def opponent(self, name: str, sha256: str) -> Arrays:
        """What has to be known of a generator to write recipes for it."""
        known = self._dealer.opponent(name, sha256)
        return {
            "sizes": np.array(known.sizes),
            "layer_resolutions": np.array(known.layer_resolutions),
        }

    def face(self, face: Any) -> Arrays:
        """A face as its generator makes it."""
        recipe = Recipe(**face)
        made = self._dealer.opponent(recipe.generator, recipe.checkpoint_sha256).face(recipe)
        return {"face": made}

    def framed(self, face: Any) -> Arrays:
        """A face as the deck frames it."""
        return {"framed": self._pictures.framed(face_of(face))}

    def content(self, face: Any) -> Arrays:
        """What a face is matched by."""
        return {"content": self._pictures.content(face_of(face))}

    def content_of_photos(self) -> Arrays:
        """What all photos of the deck are matched by."""
        return {"content": self._pictures.content_of_photos}

    def verdicts(self, dealt: Any, sha256s: list[str]) -> Arrays:
        """p(fake) by judge and face, of those judges, up to the first that is not here yet."""
        here = [judge.checkpoint_sha256 for judge in self._dealer.judges]
        said = dict(zip(here, self._pictures.verdicts(dealt_of(dealt)), strict=False))
        known = sha256s[: next((n for n, one in enumerate(sha256s) if one not in said), None)]
        if not known:
            raise Unavailable(say("This worker has other judges than the server that asks it."))
        return {"verdicts": np.array([said[sha256] for sha256 in known])}

    def looked_at(self, dealt: Any) -> Arrays:
        """By network judge: the faces with what mattered in colour."""
        seen = self._pictures.looked_at(dealt_of(dealt))
        return {name: np.stack(pictures) for name, pictures in seen.items()}

    def heat(self, dealt: Any, place: int) -> Arrays:
        """What the networks' verdicts on a face hang on, and where its parts lie."""
        heat, points = self._pictures.heat(dealt_of(dealt), place)
        return {"heat": heat, "points": np.array(points)}
