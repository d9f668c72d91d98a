"""What whoever runs the game does about rooms and people, and how they find them."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from game.classroom import rooms
from game.common.errors import Refused
from game.common.language import say
from game.common.vocabulary import Kind, RoomPhase
from game.review.guesses.table import GuessTable
from game.rounds import players
from game.store import admin_queries, room_queries
from game.store.engine import Session
from game.store.tables import Player, Room, now

REASON_LENGTH = 200
SHOWN = 50  # rooms or people at once, the latest


@dataclass(frozen=True)
class RoomLine:
    """A room; `answers` are people's."""

    code: str
    title: str
    phase: RoomPhase
    opened_at: datetime
    players: int
    answers: int


@dataclass(frozen=True)
class Person:
    """A person; `room` is the code of theirs, if they belong to one."""

    id: int
    nickname: str
    room: str | None
    joined_at: datetime
    answers: int
    excluded_at: datetime | None
    excluded_because: str | None


def latest_rooms(session: Session) -> list[RoomLine]:
    """The rooms that were opened last, newest first."""
    return [RoomLine(*row) for row in session.execute(admin_queries.rooms(SHOWN))]


def find(session: Session, wanted: str = "") -> list[Person]:
    """The people who came last, newest first: all, or those whose nickname has this in it.

    `#12` finds the person of that number.
    """
    wanted = "".join(filter(str.isprintable, wanted)).strip()
    number = wanted[1:]
    if wanted.startswith("#") and number.isascii() and number.isdigit() and len(number) < 10:
        asked = admin_queries.people(1, None, int(number))
    else:
        asked = admin_queries.people(SHOWN, wanted or None, None)
    return [
        Person(
            player.id,
            player.nickname,
            code,
            player.joined_at,
            answers,
            player.excluded_at,
            player.excluded_because,
        )
        for player, code, answers in session.execute(asked)
    ]


def delete_room(session: Session, code: str) -> None:
    """Delete a room with its players, its round and every answer. Raises Refused if it is gone."""
    room = session.scalar(room_queries.room_to_change(code))
    if room is None:
        raise Refused(say(rooms.GONE))
    session.delete(room)


def rename(session: Session, player_id: int, nickname: str) -> None:
    """Give a person another name; in a room, one that nobody else there has."""
    player = _person(session, player_id)
    if player.room_id is None:
        player.nickname = players.clean_nickname(nickname)
        return
    room = session.get_one(Room, player.room_id)
    session.scalars(room_queries.room_to_change(room.code)).one()
    inside = session.scalars(room_queries.players(room.id))
    player.nickname = rooms.free_name(nickname, [one for one in inside if one is not player])


def exclude(session: Session, player_id: int, because: str) -> None:
    """Leave a person out of rankings from now on, for a reason; nothing of theirs is deleted."""
    reason = " ".join("".join(filter(str.isprintable, because)).split())
    if not reason:
        raise Refused(say("Type first why this player is left out."))
    if len(reason) > REASON_LENGTH:
        raise Refused(say("A reason has at most {n} characters.", n=REASON_LENGTH))
    player = _person(session, player_id)
    player.excluded_at, player.excluded_because = now(), reason


def take_back(session: Session, player_id: int) -> None:
    """Let a person be ranked again."""
    player = _person(session, player_id)
    player.excluded_at = player.excluded_because = None


def delete(session: Session, player_id: int) -> None:
    """Delete a person with every answer of theirs."""
    players.forget(session, player_id)


def most_marked(table: GuessTable, flags: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Player's number, answers that are marked and all answers; those with most marks first."""
    ids, of = np.unique(table.player, return_inverse=True)
    marked = np.bincount(of[flags], minlength=len(ids))
    every = np.bincount(of, minlength=len(ids))
    order = [row for row in np.argsort(-marked, kind="stable")[:SHOWN] if marked[row]]
    return [(int(ids[row]), int(marked[row]), int(every[row])) for row in order]


def _person(session: Session, player_id: int) -> Player:
    player = session.get(Player, player_id)
    if player is None or player.kind is Kind.MODEL:
        raise Refused(say("This player is no longer there."))
    return player
