"""A class in a room: how it is opened, who may come in, and what they may see and answer when.

Whoever joins is a player of that room alone, with a seat at its one round. A host-paced room moves
all seats at once; what is over there is over for everybody. What the host does is in `lead`.
"""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import timedelta

from game.classroom.rules import RULES, SHOWN_AT_THE_END, Rules
from game.common.errors import Refused
from game.common.language import say, to_say
from game.common.vocabulary import Pace, RoomPhase
from game.common.words import as_code, speakable_code
from game.rounds import answering, players, starting, stored
from game.rounds.plan import Plan, Shown
from game.rounds.players import NICKNAME_LENGTH
from game.store import room_queries
from game.store.engine import Session
from game.store.tables import Player, Room, now

MOST_PLAYERS = 400  # in one room
MOST_A_DAY = 500  # rooms, whoever opens them
TITLE_LENGTH = 60
GONE = to_say("You are no longer in this room, or it is no longer there.")
LENGTHS = (5, 30)  # trials, at least and at most


class NoSuchRoom(Refused):
    """A code that no room has."""


class Stranger(Refused):
    """Somebody who has no seat in the room, or is not its host."""


def open_room(
    session: Session,
    title: str,
    plan: Plan,
    seed: int,
    trials: Sequence[Sequence[Shown]],
    *,
    rules: Rules = RULES,
) -> tuple[Room, str]:
    """A new room with its round, and the host's secret, of which only the hash is stored."""
    rules.check(plan.feedback)
    if not LENGTHS[0] <= len(trials) <= LENGTHS[1]:
        raise Refused(
            say(
                "A class has {least} to {most} trials.",
                least=LENGTHS[0],
                most=LENGTHS[1],
            )
        )
    code = speakable_code()
    while session.scalar(room_queries.room(code)) is not None:
        code = speakable_code()
    secret = secrets.token_urlsafe(24)
    room = Room(code=code, host_sha256=_hash(secret), title=clean_title(title), **asdict(rules))
    session.add(room)
    session.flush()
    starting.start(session, None, replace(plan, room_id=room.id), seed, trials)
    return room, secret


def check_number(session: Session) -> None:
    """Raises Refused if as many rooms as there may be were opened within a day, and are there."""
    opened = session.scalars(room_queries.opened_since(now() - timedelta(days=1))).one()
    if opened >= MOST_A_DAY:
        raise Refused(
            say(
                "{n} rooms were opened here within a day, and more are not taken; try again in an "
                "hour, or have the admin delete some.",
                n=opened,
            )
        )


def clean_title(text: str) -> str:
    """A title as it is stored: any printable text. Raises Refused with what to do about it."""
    title = " ".join(unicodedata.normalize("NFC", text[: 10 * TITLE_LENGTH]).split())
    if not title:
        raise Refused(say("Type a title first, for example the name of the class."))
    if len(title) > TITLE_LENGTH:
        raise Refused(say("A title has at most {n} characters.", n=TITLE_LENGTH))
    if any(unicodedata.category(sign)[0] == "C" for sign in title):
        raise Refused(say("A title can have printable characters only."))
    return title


def hosted(session: Session, code: str, secret: str, *, for_update: bool = True) -> Room:
    """The room, for whoever holds its host's secret. Raises Stranger for everybody else."""
    select = room_queries.room_to_change if for_update else room_queries.room
    room = session.scalar(select(as_code(code)))
    held = room.host_sha256 if room else ""
    if not hmac.compare_digest(held, _hash(secret)) or room is None:
        raise Stranger(say("This browser hosts no such room, or it is no longer there."))
    return room


def join(session: Session, code: str, nickname: str) -> tuple[Player, str]:
    """A new player in the room and the token for their browser; late ones begin where it stands.

    Raises NoSuchRoom, and Refused if the room is locked, over or full.
    """
    room = session.scalar(room_queries.room_to_change(as_code(code)))
    if room is None:
        raise NoSuchRoom(say("There is no room with this code; look at the projector again."))
    if room.phase is RoomPhase.ENDED:
        raise Refused(say("This class is over."))
    if room.locked:
        raise Refused(say("The host has locked this room; ask to be let in."))
    inside = session.scalars(room_queries.players(room.id)).all()
    if len(inside) >= MOST_PLAYERS:
        raise Refused(say("This room is full: {n} players are in it.", n=MOST_PLAYERS))
    sizes = dict.fromkeys(range(1, room.teams + 1), 0)
    for player in inside:
        if player.team in sizes:
            sizes[player.team] += 1
    team = min(sizes, key=sizes.__getitem__) if sizes else None
    player, token = players.join(session, free_name(nickname, inside), room.id, team)
    round_ = session.scalars(room_queries.round_of(room.id)).one()
    starting.sit(session, round_.id, player.id, room.position if room.pace is Pace.HOST else 1)
    return player, token


def free_name(nickname: str, others: Sequence[Player]) -> str:
    """The nickname, with a number behind it if somebody here has it already."""
    name = players.clean_nickname(nickname)
    taken = {other.nickname.casefold() for other in others}
    number, free = 2, name
    while free.casefold() in taken:
        ending = f" {number}"
        free = players.shortened(name, NICKNAME_LENGTH - len(ending)) + ending
        number += 1
    return free


def recognise(session: Session, code: str, token: str) -> tuple[Room, Player]:
    """The room and the player whose browser holds this token.

    Raises Stranger if either is no longer there, without a word on which: a code that somebody made
    up is not told from one that a room has.
    """
    room = session.scalar(room_queries.room(as_code(code)))
    if room is None:
        raise Stranger(say(GONE))
    return room, player_in(session, room, token)


def player_in(session: Session, room: Room, token: str) -> Player:
    """The player of this room whose browser holds this token. Raises Stranger if they are gone."""
    try:
        return players.recognise(session, token, room.id)
    except Refused:
        raise Stranger(say(GONE)) from None


def over(session: Session, code: str, token: str, secret: str) -> Room | None:
    """The room once it is over, for its host, and for a player where the ranking is shown."""
    room = session.scalar(room_queries.room(as_code(code)))
    if room is None or room.phase is not RoomPhase.ENDED:
        return None
    if hmac.compare_digest(room.host_sha256, _hash(secret)):
        return room
    try:
        player_in(session, room, token)
    except Refused:
        return None
    return room if room.ranking in SHOWN_AT_THE_END else None


def answer(
    session: Session, player: Player, trial_id: int, place: int, seconds: float | None = None
) -> None:
    """Answer the current trial. Raises Refused before and after it, and during a pause.

    Where the truth is held back, one who goes alone goes on at once.
    """
    room = session.scalars(room_queries.room_to_answer_in(player.room_id or 0)).one()
    if room.phase is RoomPhase.LOBBY:
        raise Refused(say("The host has not begun yet."))
    trial = stored.find(session, trial_id)
    behind = room.pace is Pace.HOST and trial.position != room.position
    if room.phase is not RoomPhase.ASK or behind:
        raise Refused(say("This pair is over."))
    if room.paused:
        raise Refused(say("The host has paused the class; answer when it goes on."))
    answering.answer(session, player.id, trial_id, place, seconds=seconds)
    if room.pace is Pace.SELF and not trial.round.feedback:
        answering.advance(session, player.id, trial_id)


def advance(session: Session, player: Player, trial_id: int) -> None:
    """Go on to the next trial, where everybody goes alone. A second time changes nothing."""
    room = session.scalars(room_queries.room_to_answer_in(player.room_id or 0)).one()
    if room.pace is Pace.HOST:
        raise Refused(say("The host leads on to the next pair."))
    if room.phase is not RoomPhase.ASK:
        raise Refused(say("This class is over."))
    answering.advance(session, player.id, trial_id)


def purge(session: Session, days: int) -> int:
    """Delete every room that was opened longer ago, with all that belongs to it; how many."""
    old = session.scalars(room_queries.older_than(now() - timedelta(days=days))).all()
    for room in old:
        session.delete(room)
    return len(old)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
