"""The questions put to the store about rooms; see `round_queries`."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, Update, exists, func, select, update
from sqlalchemy.orm import aliased, joinedload, selectinload

from game.common.vocabulary import Kind
from game.store.tables import Guess, Player, Room, Round, Seat, Trial


def room(code: str) -> Select[Room]:
    """The room with this code."""
    return select(Room).where(Room.code == code)


def room_to_change(code: str) -> Select[Room]:
    """The same, locked: whatever changes a room comes one after the other."""
    return room(code).with_for_update()


def room_to_answer_in(room_id: int) -> Select[Room]:
    """A room as it stays until the answer is stored; many may answer at once."""
    return select(Room).where(Room.id == room_id).with_for_update(read=True)


def older_than(opened_before: datetime) -> Select[Room]:
    """Rooms that were opened before."""
    return select(Room).where(Room.opened_at < opened_before)


def opened_since(since: datetime) -> Select[int]:
    """How many rooms were opened since."""
    return select(func.count()).select_from(Room).where(Room.opened_at >= since)


def round_of(room_id: int) -> Select[Round]:
    """The room's one round."""
    return select(Round).where(Round.room_id == room_id)


def players(room_id: int) -> Select[Player]:
    """Who is in the room, as they came."""
    return select(Player).where(Player.room_id == room_id).order_by(Player.id)


def seats(room_id: int) -> Select[Seat]:
    """The seats at the room's round."""
    return select(Seat).join(Round).where(Round.room_id == room_id)


def move_seats(round_id: int, position: int) -> Update:
    """Put everybody's seat at this trial."""
    return update(Seat).where(Seat.round_id == round_id).values(position=position)


def end_seats(round_id: int, when: datetime) -> Update:
    """End the round for all who still sit at it."""
    return (
        update(Seat).where(Seat.round_id == round_id, Seat.ended_at.is_(None)).values(ended_at=when)
    )


def trials(room_id: int) -> Select[Trial]:
    """The trials of the room's round in order, with their faces and round."""
    return (
        select(Trial)
        .join(Round)
        .where(Round.room_id == room_id)
        .order_by(Trial.position)
        .options(joinedload(Trial.round), selectinload(Trial.faces))
    )


def guesses(room_id: int) -> Select[Guess]:
    """Every answer in the room, people's and networks', with who gave it."""
    return (
        select(Guess)
        .join(Trial)
        .join(Round, Round.id == Trial.round_id)
        .where(Round.room_id == room_id)
        .order_by(Guess.trial_id, Guess.id)
        .options(joinedload(Guess.player))
    )


def verdicts(room_id: int) -> Select[Guess]:
    """The networks' answers in the room, with who gave them."""
    return guesses(room_id).where(Guess.p_fake.is_not(None))


def own_guesses(round_id: int, player_id: int) -> Select[Guess]:
    """One player's closed answers to a round."""
    return (
        select(Guess)
        .join(Trial)
        .where(
            Trial.round_id == round_id,
            Guess.player_id == player_id,
            Guess.closed_at.is_not(None),
        )
    )


def closed_by_people(round_id: int, trial_id: int | None = None) -> Select[Guess]:
    """Everybody's closed answers to a round, or to this one of its trials."""
    found = (
        select(Guess)
        .join(Trial)
        .join(Player)
        .where(Trial.round_id == round_id, Guess.closed_at.is_not(None), Player.kind == Kind.HUMAN)
    )
    return found if trial_id is None else found.where(Guess.trial_id == trial_id)


def stamp(code: str) -> Select[*tuple[Any, ...]]:
    """What is different once somebody has changed the room: its row, its players, its answers."""
    inside = select(func.count()).where(Player.room_id == Room.id)
    answers = select(func.count(Guess.id)).join(Trial).join(Round).where(Round.room_id == Room.id)
    return select(
        *Room.__table__.columns,
        inside.scalar_subquery(),
        inside.with_only_columns(func.max(Player.id)).scalar_subquery(),
        answers.scalar_subquery(),
    ).where(Room.code == code)


def people_who_answered(trial_id: int) -> Select[int]:
    """How many people have answered a trial."""
    return (
        select(func.count())
        .select_from(Guess)
        .join(Player)
        .where(Guess.trial_id == trial_id, Player.kind == Kind.HUMAN)
    )


def unjudged(room_id: int) -> Select[int, int]:
    """Trials of a room that somebody has closed and no network judged: one who did, and which."""
    verdict = aliased(Guess)
    judged = exists().where(verdict.trial_id == Trial.id, verdict.p_fake.is_not(None))
    return (
        select(func.min(Guess.player_id), Trial.id)
        .select_from(Trial)
        .join(Round)
        .join(Guess)
        .where(Round.room_id == room_id, Guess.closed_at.is_not(None), ~judged)
        .group_by(Trial.id)
        .order_by(Trial.id)
    )


def answers_of_people() -> Select[int]:
    """How many answers people have given in rooms."""
    return (
        select(func.count())
        .select_from(Guess)
        .join(Player)
        .where(Player.kind == Kind.HUMAN, Player.room_id.is_not(None))
    )
