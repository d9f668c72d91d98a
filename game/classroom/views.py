"""A room as its host and as one of its players see it, out of its snapshot and the store."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from game.classroom import report
from game.classroom.report import TrialLine
from game.classroom.snapshot import Snapshot
from game.common.vocabulary import Pace, RoomPhase
from game.rounds import revealing
from game.rounds.plan import Phase, Reveal, Turn
from game.store import room_queries, round_queries
from game.store.engine import Session
from game.store.tables import Guess, Player


@dataclass(frozen=True)
class HostView:
    """A room as its host sees it. `answered` and `finished` count players.

    `told` is the truth of the current trial and what everybody said, once it is revealed.
    `returning` are players in whose name somebody asks to come back.
    """

    snapshot: Snapshot
    answered: int
    finished: int
    told: TrialLine | None
    returning: tuple[Player, ...]


def host_view(session: Session, snapshot: Snapshot, asked: Collection[int]) -> HostView:
    """What the host sees; these players have asked to come back."""
    room, told, answered = snapshot.room, None, 0
    if snapshot.trial_id is not None:
        answered = session.scalars(room_queries.people_who_answered(snapshot.trial_id)).one()
        if room.phase is RoomPhase.REVEAL:
            guesses = session.scalars(round_queries.guesses(snapshot.trial_id)).all()
            told = report.trial_line(snapshot.over[-1], guesses)
    finished = sum(position is None for position in snapshot.seats.values())
    returning = tuple(player for player in snapshot.players if player.id in asked)
    return HostView(snapshot, answered, finished, told, returning)


@dataclass(frozen=True)
class PlayerView:
    """A room as one of its players sees it; `reveal` is the truth of their current trial.

    `turn` is None in the lobby, at the end, and behind the last trial. In a host-paced room its
    phase is SURE after an answer, and REVEAL for everybody at once. `past` are the truths of the
    player's trials that may be shown by now.
    """

    snapshot: Snapshot
    player: Player
    turn: Turn | None
    reveal: Reveal | None
    past: tuple[Reveal, ...]


def seen_by(snapshot: Snapshot, player: Player, own: Mapping[int, Guess]) -> PlayerView:
    """What a player of the room sees; `own` are their closed answers by trial."""
    turn, past = _turn(snapshot, player.id, own), _past(snapshot, own)
    reveal = None
    if turn and turn.phase is Phase.REVEAL and turn.plan.feedback:
        told = (*past, *snapshot.over)  # with the player's own answer first, if there is one
        reveal = next((found for found in told if found.trial_id == turn.trial_id), None)
    return PlayerView(snapshot, player, turn, reveal, past)


def _turn(snapshot: Snapshot, player_id: int, own: Mapping[int, Guess]) -> Turn | None:
    room = snapshot.room
    if room.phase not in (RoomPhase.ASK, RoomPhase.REVEAL):
        return None
    alone = room.pace is Pace.SELF
    # Who has come in by another server a moment ago stands where everybody begins.
    position = snapshot.seats.get(player_id, 1) if alone else room.position
    if position is None:
        return None
    trial_id = snapshot.trials[position - 1]
    answer = own.get(trial_id)
    told = answer is not None if alone else room.phase is RoomPhase.REVEAL
    return Turn(
        plan=snapshot.plan,
        trial_id=trial_id,
        position=position,
        length=len(snapshot.trials),
        faces=snapshot.faces,
        phase=Phase.REVEAL if told else Phase.ASK if answer is None else Phase.SURE,
        choice=answer.choice if answer else None,
    )


def _past(snapshot: Snapshot, own: Mapping[int, Guess]) -> tuple[Reveal, ...]:
    """The truths of the player's own answers: to whoever goes alone, after each of them."""
    alone = snapshot.room.pace is Pace.SELF and snapshot.plan.feedback
    return tuple(
        revealing.with_answer(truth, own[truth.trial_id])
        for truth in (snapshot.truths if alone else snapshot.over)
        if truth.trial_id in own
    )
