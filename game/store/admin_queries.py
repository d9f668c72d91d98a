"""The questions that whoever runs the game puts to the store; see `round_queries`."""

from datetime import datetime

from sqlalchemy import Select, TextClause, func, select, text

from game.common.vocabulary import Kind, RoomPhase
from game.store.tables import Guess, Player, Room, Round, Trial


def database_bytes(dialect: str) -> TextClause:
    """How large the database is."""
    if dialect == "postgresql":
        return text("SELECT pg_database_size(current_database())")
    return text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")


def sizes() -> Select[int, int, int]:
    """How many people there are, how many answers by whomever, and how many rooms are open."""
    return select(
        select(func.count()).where(Player.kind != Kind.MODEL).scalar_subquery(),
        select(func.count()).select_from(Guess).scalar_subquery(),
        select(func.count()).where(Room.phase != RoomPhase.ENDED).scalar_subquery(),
    )


def counts() -> Select[int, int]:
    """How many trials there are, and how many guesses."""
    return select(
        select(func.count()).select_from(Trial).scalar_subquery(),
        select(func.count()).select_from(Guess).scalar_subquery(),
    )


def rooms(most: int) -> Select[str, str, RoomPhase, datetime, int, int]:
    """Code, title, phase, opened at, players and people's answers; the latest rooms first."""
    players = select(func.count()).where(Player.room_id == Room.id).scalar_subquery()
    answers = (
        select(func.count())
        .select_from(Guess)
        .join(Trial)
        .join(Round)
        .where(Round.room_id == Room.id, Guess.p_fake.is_(None))
        .scalar_subquery()
    )
    return (
        select(Room.code, Room.title, Room.phase, Room.opened_at, players, answers)
        .order_by(Room.opened_at.desc(), Room.id.desc())
        .limit(most)
    )


def people(most: int, part: str | None, player_id: int | None) -> Select[Player, str | None, int]:
    """People, the code of their room and how many trials they closed; the latest comers first.

    All, those with `part` in their nickname, or the one of this number.
    """
    answers = (
        select(func.count())
        .where(Guess.player_id == Player.id, Guess.closed_at.is_not(None))
        .correlate(Player)
        .scalar_subquery()
    )
    found = (
        select(Player, Room.code, answers)
        .outerjoin(Room, Room.id == Player.room_id)
        .where(Player.kind != Kind.MODEL)
        .order_by(Player.id.desc())
        .limit(most)
    )
    if player_id is not None:
        return found.where(Player.id == player_id)
    return found if part is None else found.where(Player.nickname.icontains(part, autoescape=True))
