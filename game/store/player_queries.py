"""The questions put to the store about a player and their ways through rounds."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import contains_eager, joinedload

from game.common.vocabulary import Kind, Mode
from game.store.tables import Guess, Player, Round, Seat, Trial


def by_identity(identity_sha256: str) -> Select[Player]:
    """The player that this hash names."""
    return select(Player).where(Player.identity_sha256 == identity_sha256)


def for_update(player_id: int) -> Select[Player]:
    """A player, locked while a round is dealt to them."""
    return select(Player).where(Player.id == player_id).with_for_update()


def visitors_before(joined_at: datetime) -> Select[int]:
    """Those who came before that and have given no name."""
    return select(Player.id).where(Player.kind == Kind.VISITOR, Player.joined_at < joined_at)


def visitor_with(seed: int) -> Select[Player]:
    """The visitor who was the first to sit down at the round of this seed."""
    return (
        select(Player)
        .join(Seat)
        .join(Round)
        .where(Round.seed == seed, Player.kind == Kind.VISITOR)
        .order_by(Seat.id)
        .limit(1)
    )


def nicknames(ids: Sequence[int]) -> Select[int, str, Kind]:
    """What these players are called, and whether they are people."""
    return select(Player.id, Player.nickname, Player.kind).where(Player.id.in_(ids))


def open_seat(player_id: int) -> Select[Seat]:
    """The player's way through a round that has not ended: at most one. With its round."""
    return (
        select(Seat)
        .where(Seat.player_id == player_id, Seat.ended_at.is_(None))
        .options(joinedload(Seat.round))
    )


def last_ended_seat(player_id: int, without: Collection[Mode]) -> Select[Seat]:
    """The player's latest finished round, with what was planned; none of these modes."""
    return (
        select(Seat)
        .join(Seat.round)
        .where(
            Seat.player_id == player_id,
            Seat.ended_at.is_not(None),
            Round.mode.not_in(without),
        )
        .order_by(Seat.started_at.desc(), Seat.id.desc())
        .limit(1)
        .options(contains_eager(Seat.round))
    )


def ended_blocks(player_id: int, mode: Mode) -> Select[int, bool, datetime, int, int, int, int]:
    """A player's ended rounds of this mode, the oldest first.

    Each with its id, whether it had feedback, when it began, how many trials it has, and how many
    of them the player closed, had scored, and got right.
    """
    return (
        select(
            Round.id,
            Round.feedback,
            Seat.started_at,
            func.count(Trial.id),
            func.count(Guess.closed_at),
            func.count(Guess.correct),
            func.count(case((Guess.correct.is_(True), 1))),
        )
        .join(Seat, Seat.round_id == Round.id)
        .join(Trial, Trial.round_id == Round.id)
        .outerjoin(Guess, and_(Guess.trial_id == Trial.id, Guess.player_id == player_id))
        .where(Seat.player_id == player_id, Seat.ended_at.is_not(None), Round.mode == mode)
        .group_by(Round.id, Round.feedback, Seat.id, Seat.started_at)
        .order_by(Seat.started_at, Seat.id)
    )
