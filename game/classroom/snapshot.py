"""What everybody in a room may see, read once for all of them.

Thirty players who look at the same trial differ in their own answers alone.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from game.common.vocabulary import Pace, RoomPhase
from game.rounds import revealing, stored
from game.rounds.plan import Plan, Reveal
from game.store import room_queries
from game.store.engine import Session
from game.store.tables import Guess, Player, Room


@dataclass(frozen=True)
class Snapshot:
    """A room as it stands: its trials' ids in order, of so many faces each, and its players.

    `truths` are those of all trials in order, without anybody's answer: not to be shown but by
    `over` and `views`. `seats` is where each player goes on by their id, None at the end.
    """

    room: Room
    round_id: int
    plan: Plan
    trials: tuple[int, ...]
    faces: int
    truths: tuple[Reveal, ...]
    players: tuple[Player, ...]
    seats: Mapping[int, int | None]

    @property
    def over(self) -> tuple[Reveal, ...]:
        """The truths that all may see by now."""
        return tuple(truth for truth in self.truths if _is_over(self.room, self.plan, truth))

    @property
    def trial_id(self) -> int | None:
        """The trial that all are at; None in the lobby, at the end, and where each goes alone."""
        led = self.room.pace is Pace.HOST and self.room.phase in (RoomPhase.ASK, RoomPhase.REVEAL)
        return self.trials[self.room.position - 1] if led else None


def read(session: Session, room: Room) -> Snapshot:
    """The room's snapshot."""
    round_ = session.scalars(room_queries.round_of(room.id)).one()
    trials = session.scalars(room_queries.trials(room.id)).all()
    verdicts: dict[int, list[Guess]] = defaultdict(list)
    for verdict in session.scalars(room_queries.verdicts(room.id)):
        verdicts[verdict.trial_id].append(verdict)
    return Snapshot(
        room=room,
        round_id=round_.id,
        plan=stored.plan_of(round_),
        trials=tuple(trial.id for trial in trials),
        faces=len(trials[0].faces),
        truths=tuple(revealing.truth_of(trial, verdicts[trial.id]) for trial in trials),
        players=tuple(session.scalars(room_queries.players(room.id))),
        seats={
            seat.player_id: seat.position if seat.ended_at is None else None
            for seat in session.scalars(room_queries.seats(room.id))
        },
    )


def _is_over(room: Room, plan: Plan, truth: Reveal) -> bool:
    """Whether all may see a trial's truth."""
    if room.phase is RoomPhase.ENDED:
        return True
    if room.pace is Pace.SELF or not plan.feedback:
        return False
    return truth.position <= room.position - (room.phase is not RoomPhase.REVEAL)
