"""A round's birth: what was planned becomes rows of the store, before anybody sees any of it."""

from collections.abc import Sequence

from game.rounds.plan import Photo, Plan, Shown
from game.store import face_queries
from game.store.engine import Session
from game.store.tables import Face, Round, Seat, Trial


def start(
    session: Session,
    player_id: int | None,
    plan: Plan,
    seed: int,
    trials: Sequence[Sequence[Shown]],
) -> Round:
    """Store a round before any of its trials is shown: all of them, or an endless one's first.

    The player takes the first seat; a room's round (None) waits for its players.
    """
    round_ = Round(**vars(plan), seed=seed)
    for faces in trials:
        append(round_, faces)
    session.add(round_)
    session.flush()
    if player_id is not None:
        sit(session, round_.id, player_id)
    return round_


def photos_seen(session: Session, player_id: int, deck: str) -> set[str]:
    """The photos of a deck that a player has had."""
    return {name for name in session.scalars(face_queries.photos_seen(player_id, deck)) if name}


def append(round_: Round, faces: Sequence[Shown]) -> None:
    """One more trial at the end of a round."""
    rows = [_row(place, face) for place, face in enumerate(faces)]
    round_.trials.append(Trial(position=len(round_.trials) + 1, faces=rows))


def _row(place: int, face: Shown) -> Face:
    if isinstance(face, Photo):
        return Face(place=place, photo=face.name, size=face.size)
    return Face(place=place, **vars(face))


def sit(session: Session, round_id: int, player_id: int, position: int = 1) -> Seat:
    """Take a seat at a round, at its first trial or a later one."""
    seat = Seat(round_id=round_id, player_id=player_id, position=position)
    session.add(seat)
    session.flush()
    return seat
