"""Which faces of a scale may be shown to whom: none whose truth somebody may still be asked for."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

import numpy as np

from game.review.table import Table
from game.rounds import Photo, Shown
from game.store import queries
from game.store.engine import Session

MOST = 400  # faces are looked through; a page shows a few


class Judged(Protocol):
    """A face, and its code in the table if it is a fake, else -1."""

    @property
    def face(self) -> Shown: ...
    @property
    def fake(self) -> int: ...


SomeJudged = TypeVar("SomeJudged", bound=Judged)


def visible(
    session: Session,
    table: Table,
    faces: Iterable[SomeJudged],
    viewer_id: int | None,
    wanted: int,
) -> list[SomeJudged]:
    """The first so many of these faces whose truth a player, or a visitor (None), may see.

    A photo comes up again, so whoever sees it has judged it. A fake is seen by whoever has judged
    it, and by all once nobody else can come to its round.
    """
    own = table.player == (-1 if viewer_id is None else viewer_id)
    fakes = set(table.fake[own].tolist())
    photos: set[str | None] = set()
    if viewer_id is not None:
        photos = set(session.scalars(queries.photos_judged(viewer_id)))
    found: list[SomeJudged] = []
    for looked_at, face in enumerate(faces):
        if len(found) == wanted or looked_at == MOST:
            break
        if isinstance(face.face, Photo):
            if face.face.name in photos:
                found.append(face)
        elif face.fake in fakes or not _to_come(session, table, face.fake):
            found.append(face)
    return found


def _to_come(session: Session, table: Table, fake: int) -> bool:
    rounds: Sequence[int] = np.unique(table.trial_round[table.trial_fake == fake]).tolist()
    return bool(session.scalars(queries.still_to_play(rounds)).all())
