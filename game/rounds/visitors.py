"""Visitors: who plays before they have a name.

A first page shows the first pair of a round that is dealt to nobody yet, see `openings`. Whoever
answers it gets the round, under a made-up name; with one of their own they become a player like any
other, and without one they are deleted after a day.

The studio deck opens the game once a pair of it is ready, see docs/fairness.md for why; the usual
deck opens a new server until then. What the studio's photos are like takes ten seconds to measure
the first time, and its faces are slower to make than the usual ones: all of it is done in the
background, and not before a pair of the usual deck is ready.
"""

import queue
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from game.common import words
from game.common.errors import Refused, Unavailable
from game.common.language import say
from game.common.vocabulary import Kind
from game.generators.pool import Pool
from game.rounds import answering, players, starting
from game.rounds.game import Game
from game.rounds.openings import Opening, Openings
from game.store import player_queries, round_queries
from game.store.tables import Player, now

KEPT = timedelta(days=1)  # without a name
REMEMBERED = 5000  # of the openings that were taken, for whoever sends the same answer again
STUDIO = "london"  # the deck that is to open the game
READY = 2  # openings of a deck that are drawn before anybody comes
LOOK = 0.5  # seconds between looks whether a round was made ahead


class Visitors:
    """Those of a server. Safe between threads."""

    def __init__(self, game: Game, folder: Path | None = None) -> None:
        """Openings are kept in the folder, too, if there is one."""
        self._game = game
        self._usual = game.dealer.deck.name
        self._lock = threading.Lock()
        self._open = Openings(folder)
        self._taken: dict[str, str] = {}  # the player's token by the opening's
        self._before = self._answered_before()
        decks = [name for name in (STUDIO, self._usual) if name in game.deck_names()]
        self._ahead = {name: self._pool(name) for name in decks}
        self._settled = threading.Event()  # once the usual deck has an opening
        self._closing = threading.Event()

    def _pool(self, deck: str) -> Pool[Opening]:
        make = partial(self._drawn, deck)
        return Pool(f"openings-{deck}", make, queue.Queue[Opening](READY))

    def _answered_before(self) -> dict[str, int]:
        """Those that were answered before this server began: the round's seed by the token."""
        seeds = {opening.token: opening.seed for opening in self._open.all()}
        with self._game.store.read() as session:
            stored = set(session.scalars(round_queries.seeds_among(list(seeds.values()))))
        before = {token: seed for token, seed in seeds.items() if seed in stored}
        for token in before:
            self._open.take(token)
        return before

    @property
    def decks(self) -> Sequence[str]:
        """The decks that the game may be opened with, the first choice first."""
        return tuple(self._ahead)

    def start(self) -> None:
        """Draw openings ahead from now on, of rounds that were made ahead."""
        for ahead in self._ahead.values():
            ahead.start()

    def close(self) -> None:
        """End the threads that do."""
        self._closing.set()
        self._settled.set()
        for ahead in self._ahead.values():
            ahead.close()

    def ready(self, deck: str | None = None) -> Opening | None:
        """An opening for one more visitor, at once, of this deck or the best; None if none is."""
        with self._lock:
            for name in (deck,) if deck else self.decks:
                found = self._open.left(name) or self._ahead[name].take()
                if found is not None and self._is_dealt(found):
                    return self._open.keep(found)
        return None

    def open(self, progress: Callable[[float], object], deck: str | None = None) -> Opening:
        """The same, as fast as may be; slow if no round was made ahead."""
        if found := self.ready(deck):
            return found
        made = self._dealt(deck or self._usual, progress)
        with self._lock:
            return self._open.keep(made)

    def _is_dealt(self, opening: Opening) -> bool:
        """Whether such a round is dealt now: decks change, and their styles."""
        try:
            return opening.plan == self._game.plan(deck=opening.plan.deck)
        except Unavailable:
            return False

    def _dealt(self, deck: str, progress: Callable[[float], object]) -> Opening:
        plan = self._game.plan(deck=deck)
        dealer = self._game.dealer_of(deck)
        fakes = dealer.fakes(plan, progress=progress)
        return Opening(plan, fakes.seed, dealer.trials(fakes, plan, ()))

    def _drawn(self, deck: str) -> Opening:
        """One to be shown at once. Who waits for a round has it first: none is made for this."""
        if deck != self._usual:
            self._settled.wait()
        ahead = self._game.dealer_of(deck).ahead  # from now on, where it is not the usual one
        while not len(ahead) and not self._closing.wait(LOOK):
            pass
        opening = self._dealt(deck, lambda _: None)
        self.pictures(opening)
        self._settled.set()
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
            own = self._given_again(token) or self._given(token, place, seconds)
            self._taken[token] = own
            while len(self._taken) > REMEMBERED:
                del self._taken[next(iter(self._taken))]
            return own

    def _given(self, token: str, place: int, seconds: float | None) -> str:
        """The token of the player who gets the opening for this answer. Raises Refused if not."""
        opening = self._open.get(token)
        if opening is None or not self._is_dealt(opening):
            raise Refused(say("This pair is gone; here is another one."))
        with self._game.store.write() as session:
            visitor, own = players.join(session, words.nickname(), kind=Kind.VISITOR)
            round_ = starting.start(session, visitor.id, opening.plan, opening.seed, opening.trials)
            session.flush()
            answering.answer(session, visitor.id, round_.trials[0].id, place, seconds=seconds)
        self._open.take(token)
        return own

    def _given_again(self, token: str) -> str:
        """A new token for who answered it before this server began; empty if nobody did.

        The store has only the hash of the first one, and the browser may not have it.
        """
        seed = self._before.get(token)
        if seed is None:
            return ""
        with self._game.store.write() as session:
            visitor = session.scalar(player_queries.visitor_with(seed))
            return players.renew(visitor) if visitor else ""

    def knows(self, opening: Opening) -> bool:
        """Whether it can be answered, or was by who looks at it."""
        with self._lock:
            there = self._open.get(opening.token)
            return opening.token in self._taken or (there is not None and self._is_dealt(there))

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
        with self._lock:
            self._open.tidy()
        with self._game.store.write() as session:
            gone = session.scalars(player_queries.visitors_before(now() - KEPT)).all()
            for player_id in gone:
                players.forget(session, player_id)
        return len(gone)
