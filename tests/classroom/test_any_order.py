"""A room under presses of host and players in any order: hypothesis looks for a bad one."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from game.classroom import lead, rooms
from game.common.errors import Refused
from game.common.vocabulary import Pace, RoomPhase
from game.store import room_queries
from game.store.engine import Store
from game.store.tables import Guess, Room, Seat
from tests.classroom.classes import Class, Token, seen
from tests.fixtures.stores import new_sqlite

TRIALS = 5
trials = st.integers(1, TRIALS)
places = st.integers(0, 1)


@cache
def store() -> Store:
    """One for all examples: each opens a room of its own."""
    return Store(new_sqlite(Path(mkdtemp())))


class PowerCut(Exception):
    """The server is gone before it has stored what it was told."""


class AnyOrder(RuleBasedStateMachine):
    """`answers` is what the store has acknowledged: the first place by player and trial."""

    players = Bundle("players")

    @initialize(
        target=players, pace=st.sampled_from(Pace), feedback=st.booleans(), begun=st.booleans()
    )
    def open(self, pace: Pace, feedback: bool, begun: bool) -> Any:
        self.room = Class(store(), pace=pace, feedback=feedback)
        self.pace, self.feedback = pace, feedback
        self.answers: dict[tuple[Token, int], int] = {}
        self.ids: dict[Token, int] = {}
        with store().read() as session:
            self.room_id = session.query(Room).filter_by(code=self.room.code).one().id
            self.trials = [t.id for t in session.scalars(room_queries.trials(self.room_id))]
        there = [self.room.join(name) for name in ("Ada", "Bo")]
        self.ids |= {token: self._id(token) for token in there}
        if begun:
            self.begin()
        return multiple(*there)

    def now(self) -> Room:
        with store().read() as session:
            return session.get_one(Room, self.room_id)

    @rule(target=players, name=st.sampled_from(["Ada", "Bo", "Zoë 😀"]))
    def join(self, name: str) -> Token:
        now = self.now()
        try:
            token = self.room.join(name)
        except Refused:
            assert now.locked or now.phase is RoomPhase.ENDED
            return multiple()  # type: ignore[return-value]
        assert not now.locked
        self.ids[token] = self._id(token)
        return token

    @rule(player=players, position=trials, place=places, cut=st.booleans())
    def answer(self, player: Token, position: int, place: int, cut: bool) -> None:
        """Any trial at any time, the right one often; `cut`: before it is stored the power goes."""
        now, trial = self.now(), self.trials[position - 1]
        told = position in self.room.told(player)
        asked = now.phase is RoomPhase.ASK and not now.paused
        if self.pace is Pace.HOST:
            asked &= position == now.position
        else:
            asked &= position == self._seat(player)
        try:
            self.say_answer(player, trial, place, cut)
        except Refused:
            assert not asked
        except PowerCut:
            assert asked
        else:
            assert asked
            # Whoever has been told the truth has nothing to answer any more.
            assert not told or (player, trial) in self.answers
            self.answers.setdefault((player, trial), place)

    @rule(player=players, place=places)
    def answer_what_is_asked(self, player: Token, place: int) -> None:
        turn = self.room.turn(player)
        if turn is not None:
            self.answer(player, turn.position, place, cut=False)

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def deliver_twice(self, data: st.DataObject) -> None:
        """What was acknowledged comes once more, with the other face."""
        player, trial = data.draw(st.sampled_from(sorted(self.answers)))
        self.answer(player, self.trials.index(trial) + 1, 1 - self.answers[player, trial], False)

    @rule(player=players, position=trials)
    def advance(self, player: Token, position: int) -> None:
        before, trial = self._seat(player), self.trials[position - 1]
        try:
            self.say_advance(player, trial)
        except Refused:
            assert self._seat(player) == before
            return
        answered = (player, trial) in self.answers
        assert self._seat(player) == before + (before == position and answered)

    @rule(player=consumes(players))
    def leave(self, player: Token) -> None:
        with store().write() as session:
            room, known = rooms.recognise(session, self.room.code, player)
            lead.remove(session, room, known.id)
        del self.ids[player]
        self.answers = {of: place for of, place in self.answers.items() if of[0] != player}

    def begin(self) -> None:
        self._lead(lead.begin)

    @rule(position=trials, act=st.sampled_from([lead.reveal, lead.next_trial, lead.back]))
    def lead_on(self, position: int, act: Callable[..., None]) -> None:
        """From any trial, though mostly it is another by now: such a press changes nothing."""
        before = self.now()
        self._lead(act, position)
        after = self.now()
        if before.position != position:
            assert (after.position, after.phase) == (before.position, before.phase)

    @rule(data=st.data())
    def lead_on_from_here(self, data: st.DataObject) -> None:
        acts = {RoomPhase.ASK: [lead.reveal, lead.next_trial, lead.back]}
        act = data.draw(st.sampled_from(acts.get(self.now().phase, [lead.next_trial])))
        self._lead(act, self.now().position)

    @rule(
        act=st.sampled_from(
            [*3 * [(lead.begin,)], *((lead.pause, on) for on in (False, False, True)), (lead.end,)]
        )
    )
    def lead_otherwise(self, act: tuple[Any, ...]) -> None:
        self._lead(*act)

    @rule(locked=st.booleans())
    def lock(self, locked: bool) -> None:
        self._lead(lead.lock, locked)

    @invariant()
    def every_answer_is_there_once(self) -> None:
        with store().read() as session:
            stored = session.query(Guess).filter(Guess.trial_id.in_(self.trials)).all()
        assert {(guess.player_id, guess.trial_id): guess.choice for guess in stored} == {
            (self.ids[player], trial): place for (player, trial), place in self.answers.items()
        }
        assert len(stored) == len(self.answers)
        assert all(guess.correct is not None and guess.closed_at for guess in stored)

    @invariant()
    def everybody_sits_where_the_room_is(self) -> None:
        now = self.now()
        with store().read() as session:
            seats = session.scalars(room_queries.seats(self.room_id)).all()
        assert sorted(seat.player_id for seat in seats) == sorted(self.ids.values())
        if self.pace is Pace.HOST:
            assert {seat.position for seat in seats} <= {now.position}
        if now.phase is RoomPhase.ENDED:
            assert all(seat.ended_at for seat in seats)

    @invariant()
    def nobody_is_told_what_they_may_still_answer(self) -> None:
        now = self.now()
        for player in self.ids:
            view = seen(store(), now.code, player)
            told = {reveal.position for reveal in view.past}
            for position, trial in enumerate(self.trials, 1):
                over = now.phase is RoomPhase.ENDED
                if self.feedback and self.pace is Pace.HOST:
                    over |= position < now.position
                    over |= position == now.position and now.phase is RoomPhase.REVEAL
                elif self.feedback:
                    over |= (player, trial) in self.answers
                assert over or position not in told

    def _lead(self, act: object, *detail: object) -> None:
        with suppress(Refused):
            self.say_lead(act, *detail)

    def say_answer(self, player: Token, trial: int, place: int, cut: bool) -> None:
        """Answer; `cut`: the power goes before that is stored. Raises Refused or PowerCut."""
        with store().write() as session:
            rooms.answer(session, rooms.recognise(session, self.room.code, player)[1], trial, place)
            session.flush()
            if cut:
                raise PowerCut

    def say_advance(self, player: Token, trial: int) -> None:
        """Go on. Raises Refused."""
        with store().write() as session:
            rooms.advance(session, rooms.recognise(session, self.room.code, player)[1], trial)

    def say_lead(self, act: object, *detail: object) -> None:
        """Have the host do something. Raises Refused."""
        self.room.lead(act, *detail)  # type: ignore[arg-type]

    def _id(self, token: Token) -> int:
        with store().read() as session:
            return rooms.recognise(session, self.room.code, token)[1].id

    def _seat(self, token: Token) -> int:
        """Where they are; behind the last trial once they are through."""
        with store().read() as session:
            return session.query(Seat).filter_by(player_id=self.ids[token]).one().position


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=20,
    stateful_step_count=25,
    deadline=None,
    database=None,
    derandomize=True,  # the same on every machine; more are looked for with other settings
    suppress_health_check=list(HealthCheck),
)
