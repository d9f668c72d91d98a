"""Faces that fool people and not a network, or the reverse."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.review.guesses.table import GuessTable
from game.review.view import View, chosen, network, scored_guesses
from game.rounds.plan import Photo, Shown
from game.scoring.curves import network_p, people_p

MOST = 100  # photos, and as many fakes


@dataclass(frozen=True)
class Disagreement:
    """A face and what n people and a network thought of it: p(fake), people's on average."""

    face: Shown
    people: float
    network: float
    n: int


def widest_disagreements(table: GuessTable, asked: tuple[View, int]) -> Sequence[Disagreement]:
    """Faces that people and the network of this id have judged, those they differ most on first.

    Only of trials with one photo and one fake at most. p(fake) of a face in a pair is given that
    one of both is. None of a network that has judged nothing here.
    """
    view, network_id = asked
    if network_id not in table.network_ids:
        return []
    which = chosen(table, view)
    people = scored_guesses(table, which)
    said = network(table, table.network_ids.index(network_id))
    theirs, network_says = people_p(people), network_p(said)[people.trial]
    judged = said.right[people.trial] >= 0
    found = []
    for photo, codes, fake_here in (
        (True, table.photo[which], ~people.fake_first),
        (False, table.fake[which], people.fake_first),
    ):
        use = judged & (codes >= 0)
        code = codes[use]
        n = np.bincount(code)
        own = np.bincount(code, np.where(fake_here, theirs, 1 - theirs)[use])
        other = np.bincount(code, np.where(fake_here, network_says, 1 - network_says)[use])
        found += [
            Disagreement(
                Photo(table.photos[c][1]) if photo else table.recipe(c),
                own[c] / n[c],
                other[c] / n[c],
                int(n[c]),
            )
            for c in _widest(own, other, n)
        ]
    return sorted(found, key=lambda face: -abs(face.people - face.network))


def _widest(own: np.ndarray, other: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Codes of the faces with the widest gap."""
    met = np.flatnonzero(n)
    gap = np.abs(own[met] - other[met]) / n[met]
    widest: np.ndarray = met[np.argsort(-gap, kind="stable")[:MOST]]
    return widest
