"""Which faces may be shown to whom: none whose truth somebody may still be asked for."""

from collections.abc import Collection, Iterable
from itertools import islice
from typing import Protocol, TypeVar

import numpy as np

from game.review.guesses.table import GuessTable
from game.rounds.plan import Photo, Shown
from game.store import face_queries, round_queries
from game.store.engine import Session

MOST = 400  # faces are looked through; a page shows a few


class OfAFace(Protocol):
    """Something that is known of a face."""

    @property
    def face(self) -> Shown: ...


Known = TypeVar("Known", bound=OfAFace)


def visible(
    session: Session, table: GuessTable, known: Iterable[Known], viewer_id: int | None, wanted: int
) -> list[Known]:
    """The first so many of these, of faces whose truth a player, or a visitor (None), may see.

    A photo comes up again, so whoever sees it has judged it. A fake is seen by whoever has judged
    it, and by all once nobody else can come to its round.
    """
    looked_at = list(islice(known, MOST))
    codes = {a.face: table.code(a.face) for a in looked_at if not isinstance(a.face, Photo)}
    own: set[int] = set()
    photos: set[str | None] = set()
    if viewer_id is not None:
        own = set(table.fake[table.player == viewer_id].tolist())
        photos = set(session.scalars(face_queries.photos_judged(viewer_id)))
    safe = (own | _past(session, table, codes.values())) - {-1}
    shown = (
        a
        for a in looked_at
        if (a.face.name in photos if isinstance(a.face, Photo) else codes[a.face] in safe)
    )
    return list(islice(shown, wanted))


def _past(session: Session, table: GuessTable, fakes: Collection[int]) -> set[int]:
    """Those of these fakes to whose rounds nobody else can come."""
    here = np.isin(table.trial_fake, list(fakes))
    rounds, fake = table.trial_round[here], table.trial_fake[here]
    to_come = list(session.scalars(round_queries.still_to_play(np.unique(rounds).tolist())))
    return set(fakes) - set(fake[np.isin(rounds, to_come)].tolist())
