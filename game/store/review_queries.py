"""What the copy of all guesses asks for: plain rows, many at once; see `round_queries`."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, null, or_, select

from game.common.vocabulary import Kind
from game.store.sql import unix_seconds
from game.store.tables import Face, Guess, Player, Round, Seat, Trial


def who_is_there() -> Select[int, int | None, int | None, int, float | None, int]:
    """Figures that change with any player who comes, goes, gets a name, is excluded or no more."""
    return select(
        func.count(),
        func.max(Player.id),
        func.sum(Player.id),
        func.count(Player.excluded_at),
        func.max(unix_seconds(Player.excluded_at)),
        func.count(case((Player.kind == Kind.VISITOR, 1))),
    ).select_from(Player)


def everybody() -> Select[int, str, Kind, int, float]:
    """Players by id: id, nickname, kind, whether excluded (0 or 1) and when they came.

    Whoever has no name yet counts as excluded.
    """
    return select(
        Player.id,
        Player.nickname,
        Player.kind,
        _flag(or_(Player.excluded_at.is_not(None), Player.kind == Kind.VISITOR)),
        unix_seconds(Player.joined_at),
    ).order_by(Player.id)


def simulated() -> Select[int]:
    """A simulated player, if the store holds any."""
    return select(Player.id).where(Player.kind == Kind.SIMULATED).limit(1)


def closed_by_people(
    since: datetime | None,
) -> Select[int, int, int, int, int, int, int, float | None, float | None, float, float]:
    """Every closed guess that is no network's, or only those closed since then.

    Guess, player and trial id; correct (-1: not scored), choice (-1: none), confidence (0: none),
    knows the face; seconds, seconds in sight, answered at, closed at.
    """
    return select(
        Guess.id,
        Guess.player_id,
        Guess.trial_id,
        _right(),
        func.coalesce(Guess.choice, -1),
        func.coalesce(Guess.confidence, 0),
        _flag(Guess.knows_face.is_(True)),
        Guess.seconds,
        Guess.shown_seconds,
        unix_seconds(Guess.answered_at),
        unix_seconds(Guess.closed_at),
    ).where(Guess.p_fake.is_(None), *_closed(since))


def closed_by_networks(
    since: datetime | None,
) -> Select[int, int, int, int, float, float | None, float | None]:
    """The networks' guesses, or those since: guess, player, trial id, correct, closed at.

    Then p(fake) at the first two places, NULL where there is none.
    """
    return select(
        Guess.id,
        Guess.player_id,
        Guess.trial_id,
        _right(),
        unix_seconds(Guess.closed_at),
        Guess.p_fake[0].as_float(),
        Guess.p_fake[1].as_float(),
    ).where(Guess.p_fake.is_not(None), *_closed(since))


def closed() -> Select[int, int]:
    """How many guesses are closed, and the sum of their ids."""
    return select(func.count(), func.coalesce(func.sum(Guess.id), 0)).where(
        Guess.closed_at.is_not(None)
    )


def rounds(ids: Collection[int] | None) -> Select[*tuple[Any, ...]]:
    """Rounds, all or these: id, the columns of a Plan, the id of whoever sat down first."""
    # Grouped, not asked for round by round: PostgreSQL may look for each round's first seat among
    # all seats, in their order.
    first = select(func.min(Seat.id).label("id")).group_by(Seat.round_id)
    if ids is not None:
        first = first.where(Seat.round_id.in_(ids))
    sat = select(Seat.round_id, Seat.player_id).where(Seat.id.in_(first)).subquery()
    found = select(
        Round.id,
        Round.deck,
        Round.design,
        Round.target,
        Round.mode,
        Round.generator,
        Round.truncation_psi,
        Round.display_seconds,
        Round.feedback,
        null(),  # no code: rounds that differ in nothing else are compared
        Round.room_id,
        Round.style,
        sat.c.player_id,
    )
    found = found.outerjoin(sat, sat.c.round_id == Round.id).order_by(Round.id)
    return found if ids is None else found.where(Round.id.in_(ids))


def trials(ids: Collection[int] | None) -> Select[int, int]:
    """Trial and round id, of all or these."""
    found = select(Trial.id, Trial.round_id).order_by(Trial.id)
    return found if ids is None else found.where(Trial.id.in_(ids))


def faces(ids: Collection[int] | None) -> Select[*tuple[Any, ...]]:
    """The faces of all trials or these: trial id, place, photo, and the columns of a recipe."""
    found = select(
        Face.trial_id,
        Face.place,
        Face.photo,
        Face.generator,
        Face.checkpoint_sha256,
        Face.seed,
        Face.truncation_psi,
        Face.size,
        Face.noise_mode,
        Face.style,
    )
    return found if ids is None else found.where(Face.trial_id.in_(ids))


def _closed(since: datetime | None) -> tuple[ColumnElement[bool], ...]:
    return (Guess.closed_at.is_not(None),) if since is None else (Guess.closed_at >= since,)


def _right() -> ColumnElement[int]:
    return case((Guess.correct.is_(True), 1), (Guess.correct.is_(False), 0), else_=-1)


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)
