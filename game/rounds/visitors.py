"""Visitors: who plays before they have a name.

A first page shows the first pair of a round that is dealt to nobody yet: an *opening*, kept in
memory. Whoever answers it gets the round, under a made-up name; with one of their own they become a
player like any other, and without one they are deleted after a day.
"""

import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from game.common import words
from game.common.errors import Refused
from game.common.language import say
from game.common.vocabulary import Kind
from game.rounds import answering, players, starting, stored
from game.rounds.game import Game
from game.rounds.modes.mode import Trials
from game.rounds.picture_addresses import SECONDS
from game.rounds.plan import Dealt, Plan
from game.store import player_queries
from game.store.tables import Player, now

KEPT = timedelta(days=1)  # without a name
MOST = 200  # openings at once; then the oldest is dealt anew
REMEMBERED = 5000  # of those that were taken, for whoever sends the same answer again


@dataclass(frozen=True)
class Opening:
    """A round whose first pair somebody looks at; who knows the token may take it."""

    plan: Plan
    seed: int
    trials: Trials
    token: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    given_at: float = field(default_factory=time.monotonic)

    @property
    def first(self) -> Dealt:
        """The pair that is shown."""
        return Dealt(tuple(self.trials[0]), stored.shift_of(self.seed, 1))


class Visitors:
    """Those of a server. Safe between threads."""

    def __init__(self, game: Game) -> None:
        self._game = game
        self._lock = threading.Lock()
        self._open: dict[str, Opening] = {}  # by token, the oldest first
        self._taken: dict[str, str] = {}  # the player's token by the opening's

    def open(self, progress: Callable[[float], object]) -> Opening:
        """An opening for one more visitor: one that was left, if its pictures are forgotten, too.

        Slow if no round was made ahead.
        """
        with self._lock:
            oldest = next(iter(self._open.values()), None)
            left = oldest and time.monotonic() - oldest.given_at > SECONDS
            if oldest and (left or len(self._open) >= MOST):
                del self._open[oldest.token]
                return self._keep(Opening(oldest.plan, oldest.seed, oldest.trials))
        plan = self._game.plan()
        dealer = self._game.dealer_of(plan.deck)
        fakes = dealer.fakes(plan, progress=progress)
        opening = Opening(plan, fakes.seed, dealer.trials(fakes, plan, ()))
        with self._lock:
            return self._keep(opening)

    def _keep(self, opening: Opening) -> Opening:
        self._open[opening.token] = opening
        return opening

    def pictures(self, opening: Opening) -> Sequence[bytes]:
        """The faces of its first pair, encoded."""
        return self._game.dealer_of(opening.plan.deck).encoded(opening.first)

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
            del self._open[token]
            self._taken[token] = own
            while len(self._taken) > REMEMBERED:
                del self._taken[next(iter(self._taken))]
            return own

    def knows(self, opening: Opening) -> bool:
        """Whether it can be answered, or was by who looks at it."""
        with self._lock:
            return opening.token in self._open or opening.token in self._taken

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
