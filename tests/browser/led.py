"""A class whose host is no browser: another process than the server leads it, on the same store."""

from collections.abc import Callable

from game.classroom.classroom import Classroom
from game.classroom.rooms import Rules
from game.common.vocabulary import Design, Kind, Mode, Pace
from game.store import room_queries
from game.store.tables import Guess
from tests.browser.in_class import LENGTH
from tests.rounds.playing import STAGE


class Led:
    """A room of the server's store, led by another process than the server."""

    def __init__(
        self, rooms: Classroom, *, pace: Pace = Pace.HOST, design: Design = Design.TWO_AFC
    ) -> None:
        self._rooms = rooms
        plan = rooms.game.plan(mode=Mode.ROOM, generator=STAGE, design=design)
        self.code, self._secret = rooms.open("10b", plan, LENGTH, Rules(pace=pace))

    def lead(self, act: Callable[..., None], *detail: int) -> None:
        self._rooms.lead(self.code, self._secret, act, *detail)

    def stored(self) -> list[Guess]:
        """People's answers."""
        with self._rooms.store.read() as session:
            room = session.scalars(room_queries.room(self.code)).one()
            guesses = session.scalars(room_queries.guesses(room.id))
            return [guess for guess in guesses if guess.player.kind is Kind.HUMAN]
