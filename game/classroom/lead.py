"""What a room's host does. Each takes the room from `rooms.hosted`, which asks for the secret.

A press that names the trial it was meant for changes nothing if the room has moved on since.
"""

from game.classroom import rooms
from game.classroom.rules import Rules
from game.common.errors import Refused
from game.common.language import say
from game.common.vocabulary import Pace, RoomPhase
from game.rounds import players
from game.store import room_queries, round_queries
from game.store.engine import Session
from game.store.tables import Player, Room, Round, now


def begin(session: Session, room: Room) -> None:
    """Leave the lobby for the first trial. A second time changes nothing."""
    if room.phase is RoomPhase.LOBBY:
        room.phase = RoomPhase.ASK


def reveal(session: Session, room: Room, position: int) -> None:
    """Take no more answers to this trial and show its truth."""
    _host_paced(room)
    if not _round(session, room).feedback:
        raise Refused(say("In this class the truth is held back until the end."))
    if (room.position, room.phase) == (position, RoomPhase.ASK):
        room.phase = RoomPhase.REVEAL


def next_trial(session: Session, room: Room, position: int) -> None:
    """Lead everybody from this trial to the next; behind the last one the class is over."""
    _host_paced(room)
    if room.position != position or room.phase is RoomPhase.ENDED:
        return
    round_ = _round(session, room)
    if room.phase is RoomPhase.ASK and round_.feedback:
        raise Refused(say("Reveal this pair first."))
    if position == session.scalars(round_queries.length(round_.id)).one():
        end(session, room)
        return
    _move(session, room, position + 1, RoomPhase.ASK)


def back(session: Session, room: Room, position: int) -> None:
    """From a trial back to the reveal of the one before; answers already given stand.

    Never from a reveal: leading on from the one before would ask again what has been told.
    """
    _host_paced(room)
    if (room.position, room.phase) != (position, RoomPhase.ASK):
        return
    if position == 1 or not _round(session, room).feedback:
        raise Refused(say("There is no reveal to go back to."))
    _move(session, room, position - 1, RoomPhase.REVEAL)


def pause(session: Session, room: Room, paused: bool) -> None:
    """Take no answers for a while, or take them again."""
    if room.phase in (RoomPhase.LOBBY, RoomPhase.ENDED):
        raise Refused(say("Nothing is asked now, so there is nothing to pause."))
    room.paused = paused


def lock(session: Session, room: Room, locked: bool) -> None:
    """Let nobody else in, or let them in again; who is in the room comes back as before."""
    room.locked = locked


def reveal_after(session: Session, room: Room, seconds: int | None) -> None:
    """Have trials reveal themselves after so long, 0: once all have answered, None: at a press."""
    Rules(room.pace, reveal_after=seconds).check(_round(session, room).feedback)
    room.reveal_after = seconds


def end(session: Session, room: Room) -> None:
    """End the class for everybody. A second time changes nothing."""
    if room.phase is not RoomPhase.ENDED:
        room.phase, room.paused = RoomPhase.ENDED, False
        session.execute(room_queries.end_seats(_round(session, room).id, now()))


def delete(session: Session, room: Room) -> None:
    """Delete the room with its players, its round and every answer."""
    session.delete(room)


def rename(session: Session, room: Room, player_id: int, nickname: str) -> None:
    """Give a player of this room another name."""
    player = _inside(session, room, player_id)
    others = [
        other for other in session.scalars(room_queries.players(room.id)) if other is not player
    ]
    player.nickname = rooms.free_name(nickname, others)


def readmit(session: Session, room: Room, player_id: int, identity_sha256: str) -> None:
    """Give a player's seat to the browser of this identity, and to no other any more."""
    _inside(session, room, player_id).identity_sha256 = identity_sha256


def merge(session: Session, room: Room, player_id: int, ghost_id: int) -> None:
    """Make one player of two seats of one person: the first one stays, the ghost goes.

    Answers of both are kept; where both answered a trial, the earlier answer counts.
    """
    player, ghost = _inside(session, room, player_id), _inside(session, room, ghost_id)
    if player is ghost:
        raise Refused(say("This is one player already."))
    round_id = _round(session, room).id
    own, others = (
        {
            guess.trial_id: guess
            for guess in session.scalars(room_queries.own_guesses(round_id, id_))
        }
        for id_ in (player_id, ghost_id)
    )
    for trial_id, guess in others.items():
        if trial_id in own and own[trial_id].answered_at > guess.answered_at:
            session.delete(own.pop(trial_id))
            session.flush()
        if trial_id not in own:
            guess.player_id = player_id
    seats = {seat.player_id: seat for seat in session.scalars(room_queries.seats(room.id))}
    seat, left = seats[player_id], seats[ghost_id]
    seat.position = max(seat.position, left.position)  # where everybody goes on alone
    seat.ended_at = seat.ended_at or left.ended_at
    session.flush()
    players.forget(session, ghost_id)


def remove(session: Session, room: Room, player_id: int) -> None:
    """Take a player out of this room with all their answers, at any time."""
    players.forget(session, _inside(session, room, player_id).id)


def _move(session: Session, room: Room, position: int, phase: RoomPhase) -> None:
    room.position, room.phase, room.paused = position, phase, False
    session.execute(room_queries.move_seats(_round(session, room).id, position))


def _host_paced(room: Room) -> None:
    if room.phase is RoomPhase.LOBBY:
        raise Refused(say("Begin first."))
    if room.pace is Pace.SELF:
        raise Refused(say("In this class everybody goes on alone."))


def _round(session: Session, room: Room) -> Round:
    return session.scalars(room_queries.round_of(room.id)).one()


def _inside(session: Session, room: Room, player_id: int) -> Player:
    player = session.get(Player, player_id)
    if player is None or player.room_id != room.id:
        raise Refused(say("There is no such player in this room."))
    return player
