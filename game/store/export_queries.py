"""The rows that an export is made of: wide ones, and what no guess brings along."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Enum, Select, String, exists, func, select, type_coerce
from sqlalchemy.orm import Session

from game.store.bulk import TABLES
from game.store.tables import Face, Guess, Player, Room, Round, Seat, Trial

AT_ONCE = 1000  # rows
WHOLE = ("guess", "trial", "round", "seat", "player", "room")

Labels = Mapping[str, tuple[str, str]]  # what a table's column is called
Wide = Select[*tuple[Any, ...]]


def wide_rows(
    session: Session, labels: Labels, room_id: int | None
) -> Iterator[list[dict[str, Any]]]:
    """All that is stored but the faces, or all of one room, some rows at a time, by the labels.

    First every guess with what it belongs to, then what has no guess: trials, seats, players,
    rounds, rooms.
    """
    connection = session.connection()
    for table, question in _parts(labels, room_id).items():
        key, last = TABLES[table].c.id, 0
        while True:
            asked = question.where(key > last).order_by(key).limit(AT_ONCE).add_columns(key)
            result = connection.execute(asked)
            names, rows = list(result.keys())[:-1], result.all()
            if not rows:
                break
            last = rows[-1][-1]
            yield [dict(zip(names, row, strict=False)) for row in rows]


def faces(session: Session, trial_ids: Collection[int]) -> Sequence[Any]:
    """The faces of these trials, each with its columns as attributes, by trial and place."""
    columns = TABLES["face"].c
    asked = select(*columns).where(Face.trial_id.in_(trial_ids)).order_by(Face.trial_id, Face.place)
    return session.connection().execute(asked).all()


def _parts(labels: Labels, room_id: int | None) -> Mapping[str, Wide]:
    """A question for each table, whose id counts its rows."""
    seated = (Seat.round_id == Trial.round_id) & (Seat.player_id == Guess.player_id)
    guessed = exists().where(Guess.trial_id == Trial.id, Trial.round_id == Seat.round_id)
    by_player = Guess.player_id == Player.id
    parts: dict[str, Wide] = {
        "guess": _columns(labels, WHOLE)
        .select_from(Guess)
        .join(Trial)
        .join(Round)
        .join(Player, by_player)
        .outerjoin(Seat, seated)
        .outerjoin(Room, Room.id == func.coalesce(Round.room_id, Player.room_id)),
        "trial": _columns(labels, ("trial", "round", "room"))
        .select_from(Trial)
        .join(Round)
        .outerjoin(Room, Room.id == Round.room_id)
        .where(~exists().where(Guess.trial_id == Trial.id)),
        "seat": _columns(labels, ("seat", "round", "player", "room"))
        .select_from(Seat)
        .join(Round)
        .join(Player)
        .outerjoin(Room, Room.id == func.coalesce(Round.room_id, Player.room_id))
        .where(~guessed.where(Guess.player_id == Seat.player_id)),
        "player": _columns(labels, ("player", "room"))
        .select_from(Player)
        .outerjoin(Room, Room.id == Player.room_id)
        .where(~exists().where(by_player), ~exists().where(Seat.player_id == Player.id)),
        "round": _columns(labels, ("round", "room"))
        .select_from(Round)
        .outerjoin(Room, Room.id == Round.room_id)
        .where(
            ~exists().where(Trial.round_id == Round.id), ~exists().where(Seat.round_id == Round.id)
        ),
        "room": _columns(labels, ("room",)).where(
            ~exists().where(Round.room_id == Room.id), ~exists().where(Player.room_id == Room.id)
        ),
    }
    if room_id is None:
        return parts
    of_room = {"player": Player.room_id == room_id, "room": Room.id == room_id}
    return {
        table: question.where(of_room.get(table, Round.room_id == room_id))
        for table, question in parts.items()
    }


def _columns(labels: Labels, tables: Collection[str]) -> Wide:
    """These tables' columns by their labels; words as plain text."""
    found = [
        (name, TABLES[table].c[column])
        for name, (table, column) in labels.items()
        if table in tables
    ]
    return select(
        *(
            (type_coerce(column, String) if isinstance(column.type, Enum) else column).label(name)
            for name, column in found
        )
    )
