"""Visitors: who plays before they have a name.

A first page shows the first pair of a round that is dealt to nobody yet, see `openings`. Whoever
answers it gets the round, under a made-up name; with one of their own they become a player like any
other, and without one they are deleted after a day.
"""

import queue
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from game.common import words
from game.common.errors import Refused
from game.common.language import say
from game.common.vocabulary import Kind
from game.generators.pool import Pool
from game.rounds import answering, players, starting
from game.rounds.game import Game
from game.rounds.openings import Opening, Openings
from game.store import player_queries
from game.store.tables import Player, now

KEPT = timedelta(days=1)  # without a name
REMEMBERED = 5000  # of the openings that were taken, for whoever sends the same answer again
READY = 2  # openings that are drawn before anybody comes
LOOK = 0.5  # seconds between looks whether a round was made ahead


class Visitors:
    """Those of a server. Safe between threads."""

    def __init__(self, game: Game, folder: Path | None = None) -> None:
        """Openings are kept in the folder, too, if there is one."""
        self._game = game
        self._lock = threading.Lock()
        self._open = Openings(folder, game.plan())
        self._taken: dict[str, str] = {}  # the player's token by the opening's
        self._ahead = Pool("openings", self._drawn, queue.Queue[Opening](READY))
        self._closing = threading.Event()

    def start(self) -> None:
        """Draw openings ahead from now on, of rounds that were made ahead."""
        self._ahead.start()

    def close(self) -> None:
        """End the thread that does."""
        self._closing.set()
        self._ahead.close()

    def ready(self) -> Opening | None:
        """An opening for one more visitor, at once; None if none is there."""
        with self._lock:
            found = self._open.left() or self._ahead.take()
            if found is None or found.plan != self._game.plan():
                return None
            return self._open.keep(found)

    def open(self, progress: Callable[[float], object]) -> Opening:
        """An opening for one more visitor, as fast as may be; slow if no round was made ahead."""
        if found := self.ready():
            return found
        made = self._dealt(progress)
        with self._lock:
            return self._open.keep(made)

    def _dealt(self, progress: Callable[[float], object]) -> Opening:
        plan = self._game.plan()
        dealer = self._game.dealer_of(plan.deck)
        fakes = dealer.fakes(plan, progress=progress)
        return Opening(plan, fakes.seed, dealer.trials(fakes, plan, ()))

    def _drawn(self) -> Opening:
        """One to be shown at once. Who waits for a round has it first: none is made for this."""
        while not len(self._game.dealer.ahead) and not self._closing.wait(LOOK):
            pass
        opening = self._dealt(lambda _: None)
        self.pictures(opening)
        return opening

    def pictures(self, opening: Opening) -> Sequence[bytes]:
        """The faces of its first pair, encoded; those of the second are drawn behind."""
        dealer = self._game.dealer_of(opening.plan.deck)
        encoded = dealer.encoded(opening.pair(1))
        dealer.pictures.expect(opening.pair(2))  # it goes to the browser with the first answer
        return encoded

    def answer(self, token: str, place: int, seconds: float | None) -> str:
        """Give the opening to who answers it: the new player's token, the same every time.

        Raises Refused if it is gone.
        """
        with self._lock:
            if token in self._taken:
                return self._taken[token]
            opening = self._open.get(token)
            if opening is None:
                raise Refused(say("This pair is gone; here is another one."))
            with self._game.store.write() as session:
                visitor, own = players.join(session, words.nickname(), kind=Kind.VISITOR)
                round_ = starting.start(
                    session, visitor.id, opening.plan, opening.seed, opening.trials
                )
                session.flush()
                answering.answer(session, visitor.id, round_.trials[0].id, place, seconds=seconds)
            self._open.drop(token)
            self._taken[token] = own
            while len(self._taken) > REMEMBERED:
                del self._taken[next(iter(self._taken))]
            return own

    def knows(self, opening: Opening) -> bool:
        """Whether it can be answered, or was by who looks at it."""
        with self._lock:
            return bool(self._open.get(opening.token)) or opening.token in self._taken

    def token_of(self, opening: str) -> str:
        """The token of the player who has taken this opening; empty if nobody has."""
        with self._lock:
            return self._taken.get(opening, "")

    def join(self) -> tuple[int, str]:
        """A visitor who plays something else first: id and token."""
        with self._game.store.write() as session:
            visitor, token = players.join(session, words.nickname(), kind=Kind.VISITOR)
            return visitor.id, token

    def is_one(self, player_id: int) -> bool:
        """Whether this player has no name of their own yet."""
        with self._game.store.read() as session:
            player = session.get(Player, player_id)
            return player is not None and player.kind is Kind.VISITOR

    def name(self, player_id: int, nickname: str) -> None:
        """Make a visitor a player of this name. Raises Refused for one that cannot be."""
        name = players.clean_nickname(nickname)
        with self._game.store.write() as session:
            player = session.get(Player, player_id)
            if player is not None and player.kind is Kind.VISITOR:
                player.kind, player.nickname = Kind.HUMAN, name

    def forget(self) -> int:
        """Delete those who came more than a day ago and gave no name; how many they were."""
        with self._game.store.write() as session:
            gone = session.scalars(player_queries.visitors_before(now() - KEPT)).all()
            for player_id in gone:
                players.forget(session, player_id)
        return len(gone)
