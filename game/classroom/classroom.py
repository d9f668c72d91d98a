"""What the pages of host and players call: each call one thing that somebody does in a room.

One subject: the doors of a room, each a few lines long; what lies behind them is in other modules.
"""

import io
from collections.abc import Callable
from contextlib import suppress
from typing import Concatenate, ParamSpec

from game.classroom import lead, opening, rooms, set_file, sets, views
from game.classroom import report as room_report
from game.classroom.report import Report
from game.classroom.returning import Returning
from game.classroom.rules import Rules
from game.classroom.snapshot import Snapshot, read
from game.classroom.views import HostView
from game.common.errors import Refused, Unavailable
from game.common.language import say
from game.common.vocabulary import Pace, RoomPhase
from game.common.words import as_code
from game.rounds import players, stored
from game.rounds.game import Game
from game.rounds.plan import Plan
from game.store import room_queries, round_queries
from game.store.engine import Session
from game.store.tables import Player, Room
from game.store.transfer.export import export

_Detail = ParamSpec("_Detail")


class Classroom:
    """All rooms of a server."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.store = game.store
        self._returning = Returning()
        self.listeners: list[Callable[[str], object]] = []

    def open(
        self,
        title: str,
        plan: Plan,
        length: int,
        rules: Rules,
        *,
        progress: Callable[[float], object] = lambda _: None,
    ) -> tuple[str, str]:
        """Deal a class's trials and open its room: the code, and the host's secret.

        Raises Refused if the deck has too few photos or there are very many rooms, Unavailable
        without deck or generator.
        """
        title = rooms.clean_title(title)
        with self.store.read() as session:
            rooms.check_number(session)
        seed, trials = opening.deal(self.game.dealer_of(plan.deck), plan, length, progress)
        with self.store.write() as session:
            room, secret = rooms.open_room(session, title, plan, seed, trials, rules=rules)
            return room.code, secret

    def open_set(
        self, title: str, file: bytes, progress: Callable[[float], object] = lambda _: None
    ) -> tuple[str, str]:
        """Open a room of a saved set: the code, and the host's secret.

        Raises Refused for a file that is none and for photos or weights that are others here,
        Unavailable without the deck or generator.
        """
        title, saved = rooms.clean_title(title), set_file.read(file)
        with self.store.read() as session:
            rooms.check_number(session)
        trials = sets.trials(saved, self.game.dealer_of(saved.plan.deck), progress)
        with self.store.write() as session:
            room, secret = rooms.open_room(
                session, title, saved.plan, saved.seed, trials, rules=saved.rules
            )
            room.other_votes = list(map(list, saved.votes)) if saved.votes else None
            return room.code, secret

    def join(self, code: str, nickname: str) -> tuple[str, str]:
        """The room's code and the token for the browser of a new player in it."""
        with self.store.write() as session:
            player, token = rooms.join(session, code, nickname)
            room = session.get_one(Room, player.room_id)
        self._changed(room.code)
        return room.code, token

    def namesake(self, code: str, nickname: str) -> Player | None:
        """The player of this name in the room, who may be the one who types it.

        Raises Refused for a nickname that cannot be.
        """
        name = players.clean_nickname(nickname).casefold()
        with self.store.read() as session:
            room = session.scalar(room_queries.room(as_code(code)))
            inside = session.scalars(room_queries.players(room.id)).all() if room else ()
        return next((player for player in inside if player.nickname.casefold() == name), None)

    def ask_back(self, code: str, nickname: str) -> tuple[str, str]:
        """The room's code, and a token that opens this player's seat once the host nods.

        Raises Refused while another browser asks for the same.
        """
        player = self.namesake(code, nickname)
        if player is None:
            raise Refused(say("Nobody of this name is in the room."))
        token = self._returning.ask(as_code(code), player.id)
        self._changed(code)
        return as_code(code), token

    def waits(self, code: str, token: str) -> bool:
        """Whether this browser has asked to come back. Raises Refused once the host has said no."""
        return self._returning.waits(code, token)

    def returning(self, code: str) -> set[int]:
        """The players of this room in whose name somebody asks to come back."""
        return self._returning.of(code)

    def seated(self, code: str, token: str) -> Snapshot:
        """The room, for a browser that has a seat in it or waits for one.

        Raises Refused for any other, and once the host has said no.
        """
        waits = self.waits(as_code(code), token)
        with self.store.read() as session:
            room = session.scalar(room_queries.room(as_code(code)))
            if room is None:
                raise Refused(say(rooms.GONE))
            if not waits:
                rooms.player_in(session, room, token)
            return read(session, room)

    def let_back(self, code: str, secret: str, player_id: int, admitted: bool) -> None:
        """The host's answer to who asks to come back: their old browser's token is worth nothing.

        Raises Refused for anybody but the host, and if nobody asks any more.
        """
        with self.store.write() as session:
            room = rooms.hosted(session, code, secret)
            if admitted:
                identity = self._returning.admit(room.code, player_id)
                lead.readmit(session, room, player_id, identity)
            else:
                self._returning.refuse(room.code, player_id)
        self._changed(room.code)

    def answer(
        self, code: str, token: str, trial_id: int, place: int, seconds: float | None = None
    ) -> int:
        """Take a player's answer; which one counts, for the first one stands."""
        with self.store.write() as session:
            _, player = rooms.recognise(session, code, token)
            rooms.answer(session, player, trial_id, place, seconds)
            counts = session.scalars(round_queries.guess(trial_id, player.id)).one()
            assert counts.choice is not None
            return counts.choice

    def let_networks_follow(self, code: str, token: str) -> None:
        """Have the networks judge what a player who goes alone is told now."""
        with self.store.read() as session:
            room, _ = rooms.recognise(session, code, token)
        if room.pace is Pace.SELF:
            self._let_networks_answer(room.id)

    def advance(self, code: str, token: str, trial_id: int) -> None:
        """Lead a player of a self-paced room to their next trial."""
        with self.store.write() as session:
            _, player = rooms.recognise(session, code, token)
            rooms.advance(session, player, trial_id)

    def leave(self, code: str, token: str) -> None:
        """Delete a player of a room, who asked for it, with all their answers."""
        with self.store.write() as session:
            room, player = rooms.recognise(session, code, token)
            lead.remove(session, room, player.id)
        self._changed(room.code)

    def hosted(self, code: str, secret: str) -> Room:
        """The room by itself, for its host. Raises Refused for anybody else."""
        with self.store.read() as session:
            return rooms.hosted(session, code, secret, for_update=False)

    def host_view(self, code: str, secret: str) -> HostView:
        """What the host sees. Raises Refused for anybody else."""
        with self.store.read() as session:
            room = rooms.hosted(session, code, secret, for_update=False)
            return views.host_view(session, read(session, room), self.returning(room.code))

    def lead(
        self,
        code: str,
        secret: str,
        act: Callable[Concatenate[Session, Room, _Detail], None],
        *detail: _Detail.args,
        **named: _Detail.kwargs,
    ) -> None:
        """Have the host do one of `lead`'s things. Raises Refused for anybody else."""
        room = self.hosted(code, secret)
        self._get_ready(room, act is lead.reveal)
        with self.store.write() as session:
            act(session, rooms.hosted(session, code, secret), *detail, **named)
        self._changed(room.code)

    def go_on(self, code: str) -> None:
        """Reveal the trial that is asked, since its time is up; a second time changes nothing."""
        with self.store.read() as session:
            room = session.scalars(room_queries.room(code)).one()
        self._get_ready(room, told=True)
        with self.store.write() as session:
            now = session.scalars(room_queries.room_to_change(code)).one()
            if not now.paused:
                lead.reveal(session, now, room.position)
        self._changed(code)

    def report(self, code: str, secret: str) -> Report:
        """All that came out, for the host."""
        room = self.hosted(code, secret)
        self._let_networks_answer(room.id)
        with self.store.read() as session:
            return room_report.report(session, room)

    def saved_set(self, code: str, secret: str, *, votes: bool) -> bytes:
        """The file of an ended room's set, with how its class voted or without, for the host."""
        with self.store.read() as session:
            room = rooms.hosted(session, code, secret, for_update=False)
            return set_file.write(sets.of_room(session, room, votes=votes))

    def answers(self, code: str, secret: str) -> bytes:
        """Every answer in the room as CSV, people by their numbers, for the host; see `export`."""
        room = self.hosted(code, secret)
        self._let_networks_answer(room.id)
        out = io.BytesIO()
        export(self.store, "csv", out, room.code, names=False)
        return out.getvalue()

    def _changed(self, code: str) -> None:
        """Tell whoever listens that this room is no longer what it was."""
        for listener in tuple(self.listeners):
            listener(as_code(code))

    def _get_ready(self, room: Room, told: bool) -> None:
        """Do what is slow before the press counts: thirty browsers then wait for nothing.

        That is the networks' verdicts on what is about to be told, and the next trial's pictures.
        """
        with self.store.read() as session:
            round_ = session.scalars(room_queries.round_of(room.id)).one()
            ahead = room.position + (room.phase is not RoomPhase.LOBBY)
            trial = session.scalar(round_queries.trial_at(round_.id, ahead))
        if told:
            self._let_networks_answer(room.id)
        if trial is not None:
            with suppress(Unavailable):  # the page that shows it says what is missing
                self.pictures(trial.id)

    def _let_networks_answer(self, room_id: int) -> None:
        with self.store.read() as session:
            unjudged = session.execute(room_queries.unjudged(room_id)).all()
        for player_id, trial_id in unjudged:
            with suppress(Unavailable):  # they leave out what cannot be drawn
                self.game.let_networks_answer(player_id, trial_id)

    def pictures(self, trial_id: int) -> list[bytes]:
        """A trial's faces as encoded pictures; only for trials that the caller may see.

        Raises Unavailable if they cannot be drawn, or no longer may be.
        """
        with self.store.read() as session:
            trial = session.scalars(round_queries.trial(trial_id)).one()
            deck, dealt = trial.round.deck, stored.dealt(trial)
        return self.game.dealer_of(deck).encoded(dealt)
