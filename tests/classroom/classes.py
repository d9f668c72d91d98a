"""A class, step by step, without pages."""

from collections.abc import Callable
from typing import Any

from game.classroom import report as room_report
from game.classroom import rooms, snapshot, views
from game.classroom.classroom import Classroom
from game.classroom.rules import Rules
from game.classroom.views import PlayerView
from game.common.vocabulary import Mode
from game.rounds.plan import Phase, Photo, Plan, Shown, Turn
from game.store import room_queries
from game.store.engine import Store
from game.store.tables import Player
from tests.fixtures.people import fake

Token = str


class Class:
    """A room with its host's secret, and what happens in it, each in a transaction of its own."""

    def __init__(self, store: Store, **choices: Any) -> None:
        self.store = store
        plan = Plan("deck", mode=Mode.ROOM, feedback=choices.pop("feedback", True))
        with store.write() as session:
            room, self.secret = rooms.open_room(
                session, "10b", plan, 1, pairs(), rules=Rules(**choices)
            )
            self.code = room.code

    def join(self, nickname: str) -> Token:
        with self.store.write() as session:
            return rooms.join(session, self.code, nickname)[1]

    def lead(self, act: Callable[..., None], *detail: Any, secret: str | None = None) -> None:
        with self.store.write() as session:
            room = rooms.hosted(session, self.code, self.secret if secret is None else secret)
            act(session, room, *detail)

    def turn(self, token: Token) -> Turn | None:
        return seen(self.store, self.code, token).turn

    def at(self, token: Token) -> tuple[int, Phase] | None:
        turn = self.turn(token)
        return (turn.position, turn.phase) if turn else None

    def answer(self, token: Token, place: int, trial_id: int | None = None) -> None:
        trial_id = trial_id or self.turn(token).trial_id  # type: ignore[union-attr]
        with self.store.write() as session:
            _, player = rooms.recognise(session, self.code, token)
            rooms.answer(session, player, trial_id, place, 2.0)

    def told(self, token: Token) -> list[int]:
        """Positions whose truth the player may see."""
        return [reveal.position for reveal in seen(self.store, self.code, token).past]

    def report(self) -> room_report.Report:
        with self.store.read() as session:
            room = rooms.hosted(session, self.code, self.secret, for_update=False)
            return room_report.report(session, room)

    def id_of(self, nickname: str) -> int:
        with self.store.read() as session:
            return session.query(Player).filter_by(nickname=nickname).one().id


def seen(store: Store, code: str, token: Token) -> PlayerView:
    """What the player sees whose browser holds this token. Raises Refused for anybody else."""
    with store.read() as session:
        room, player = rooms.recognise(session, code, token)
        now = snapshot.read(session, room)
        guesses = session.scalars(room_queries.own_guesses(now.round_id, player.id))
        return views.seen_by(now, player, {guess.trial_id: guess for guess in guesses})


def player_view(there: Classroom, code: str, token: Token) -> PlayerView:
    """The same where networks play along, who judge what a player alone is told."""
    there.let_networks_follow(code, token)
    return seen(there.store, code, token)


def pairs(n: int = 5) -> list[tuple[Shown, Shown]]:
    """Pairs whose photo is on the left."""
    return [(Photo(f"{i}.jpg"), fake(i)) for i in range(n)]
