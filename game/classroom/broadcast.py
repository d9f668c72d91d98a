"""A room read once for all who follow it, and what each of them is told."""

import json
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from game.classroom import messages, report, rooms, views
from game.classroom import snapshot as snapshots
from game.classroom.classroom import Classroom
from game.classroom.messages import Placed
from game.classroom.snapshot import Snapshot
from game.common.errors import Refused, Unavailable
from game.common.vocabulary import Pace, RoomPhase
from game.common.words import as_code
from game.rounds import players
from game.rounds.picture_addresses import PictureAddresses
from game.store import room_queries
from game.store.engine import Session
from game.store.tables import Guess, Room

Answers = Mapping[int, Mapping[int, Guess]]  # closed ones, by player and trial


class Role(StrEnum):
    """Who follows a room, and whose key it is: a player's token or the host's secret."""

    PLAYER = "player"
    HOST = "host"
    PROJECTOR = "projector"


@dataclass(frozen=True)
class Follower:
    """Somebody who follows a room, as often as they do."""

    role: Role
    key: str

    @property
    def viewer(self) -> str:
        """To whom picture addresses are given."""
        return players.identity(self.key)


class Countdown:
    """How long a trial is asked until it is revealed by itself; it begins anew after a pause."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._of: tuple[object, ...] = ()
        self._until: float | None = None

    def set(self, room: Room) -> None:
        """Begin if another trial is asked by now, or otherwise than before."""
        of = room.position, room.phase, room.paused, room.reveal_after
        if of != self._of:
            asks = room.phase is RoomPhase.ASK and not room.paused
            runs = asks and room.reveal_after
            self._of, self._until = of, self._clock() + runs if runs else None

    @property
    def left(self) -> float | None:
        """Seconds; None where it does not run."""
        return None if self._until is None else max(0.0, self._until - self._clock())


@dataclass(frozen=True)
class Told:
    """What followers are told, None for one who is no longer in the room, and how that stands.

    `all_have_answered` where that reveals a trial by itself.
    """

    texts: Mapping[Follower, str | None]
    snapshot: Snapshot | None
    all_have_answered: bool


class Broadcast:
    """What is told of a server's rooms. Safe between threads."""

    def __init__(self, classroom: Classroom, addresses: PictureAddresses) -> None:
        self._store = classroom.store
        self._classroom = classroom
        self._addresses = addresses

    def may_follow(self, code: str, follower: Follower) -> bool:
        """Whether this is a seat of the room, a wait at its door, or its host."""
        with suppress(Refused), self._store.read() as session:
            if follower.role is not Role.PLAYER:
                rooms.hosted(session, code, follower.key, for_update=False)
            elif not self._classroom.waits(as_code(code), follower.key):
                rooms.recognise(session, code, follower.key)
            return True
        return False

    def stamp(self, code: str) -> tuple[object, ...]:
        """What is different once somebody has changed the room, by whatever server."""
        with self._store.read() as session:
            return tuple(session.execute(room_queries.stamp(code)).one_or_none() or ())

    def told(self, code: str, followers: Sequence[Follower], countdown: Countdown) -> Told:
        """What each of these is to know now."""
        with self._store.read() as session:
            room = session.scalar(room_queries.room(code))
            if room is None:
                return Told(dict.fromkeys(followers), None, False)
            snapshot = snapshots.read(session, room)
            answers = _answers(session, snapshot)
            seats = {player.identity_sha256: player for player in snapshot.players}
            seen = {
                follower: views.seen_by(snapshot, player, answers[player.id])
                for follower in followers
                if follower.role is Role.PLAYER
                and (player := seats.get(players.identity(follower.key)))
            }
            asked = self._classroom.returning(code)
            host = views.host_view(session, snapshot, asked)
        countdown.set(room)
        ranked = _ranked(snapshot, answers)
        pictures = cache(self._pictures)

        def text(follower: Follower) -> str | None:
            def addresses(trial_id: int) -> Sequence[str]:
                return self._addresses.give(follower.viewer, trial_id, pictures(trial_id))

            if follower in seen:
                message = messages.for_player(seen[follower], ranked, addresses)
            elif follower.role is not Role.PLAYER:
                message = messages.for_host(host, ranked, addresses, countdown.left)
            elif self._waits(code, follower.key):
                message = messages.at_the_door()
            else:
                return None
            return json.dumps(message)

        waits = room.phase is RoomPhase.ASK and room.reveal_after == 0 and not room.paused
        return Told(
            {follower: text(follower) for follower in followers},
            snapshot,
            waits and 0 < len(snapshot.players) == host.answered,
        )

    def draw_ahead(self, snapshot: Snapshot) -> None:
        """Draw the trial after the one that all are at, so that no press waits for it."""
        following = snapshot.room.position - (snapshot.room.phase is RoomPhase.LOBBY)
        if snapshot.room.pace is Pace.HOST and following < len(snapshot.trials):
            self._pictures(snapshot.trials[following])

    def _waits(self, code: str, token: str) -> bool:
        with suppress(Refused):
            return self._classroom.waits(code, token)
        return False

    def _pictures(self, trial_id: int) -> Sequence[bytes]:
        """A trial's pictures, none if they cannot be drawn: pages say so."""
        with suppress(Unavailable):
            return self._classroom.pictures(trial_id)
        return ()


def _answers(session: Session, snapshot: Snapshot) -> Answers:
    """While a trial is asked only those to it, since nothing else can have changed."""
    asked = snapshot.trial_id if snapshot.room.phase is RoomPhase.ASK else None
    answers: dict[int, dict[int, Guess]] = defaultdict(dict)
    for guess in session.scalars(room_queries.closed_by_people(snapshot.round_id, asked)):
        answers[guess.player_id][guess.trial_id] = guess
    return answers


def _ranked(snapshot: Snapshot, answers: Answers) -> list[Placed]:
    """Everybody with their rank, the best first."""
    fast = snapshot.room.speed_counts
    lines = report.ranked(
        (report.player_line(player, answers[player.id].values()) for player in snapshot.players),
        fast,
    )
    return list(zip(report.ranks(lines, fast), lines, strict=True))
