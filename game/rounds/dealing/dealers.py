"""A server's dealers: one a deck, made when the deck is first asked for."""

import threading
from collections.abc import Callable

from game.common.errors import Unavailable
from game.common.language import say
from game.common.settings import Settings
from game.faces.decks.deck import Deck
from game.rounds.dealing.dealer import Dealer
from game.rounds.dealing.queued import QueueWorkers
from game.rounds.dealing.workers import Workers
from game.store.engine import Store


class Dealers:
    """The usual deck's dealer, and those of all other decks; safe between threads."""

    def __init__(self, usual: Dealer, deck: Callable[[str], Deck]) -> None:
        self.usual = usual
        self._deck = deck
        self._others: dict[str, Dealer] = {}
        self._opening = threading.Lock()

    def of(self, name: str) -> Dealer:
        """Who deals this deck. Raises Unavailable if there is no such deck."""
        if name == self.usual.deck.name:
            return self.usual
        try:
            deck = self._deck(name)  # read again: a deck may have changed since
        except Unavailable:
            with self._opening:
                gone = self._others.pop(name, None)  # and its photos with it
            if gone is not None:
                gone.close()
            raise
        with self._opening:
            dealer = self._others.get(name)
            if dealer is None or dealer.deck != deck:
                if dealer is not None:
                    dealer.close()
                dealer = self._others[name] = self.usual.for_deck(deck)
                if self.usual.ahead.running:  # in a server, not in a command
                    dealer.ahead.start()
            return dealer

    def close(self) -> None:
        """End their threads, and the workers that they share."""
        for dealer in (self.usual, *self._others.values()):
            dealer.close()
        if isinstance(self.usual.workers, Workers | QueueWorkers):
            self.usual.workers.close()


def workers_of(settings: Settings, store: Store) -> Workers | QueueWorkers:
    """Those of a server, as GAME_WORKERS says. Raises Unavailable if there can be none."""
    match settings.workers, store.shared:
        case "own", _:
            return Workers(settings)
        case "queue", True:
            return QueueWorkers(store)
        case "queue", _:
            raise Unavailable(say("Workers that servers share need PostgreSQL; see DATABASE_URL."))
    raise Unavailable(
        say("GAME_WORKERS is own or queue, not {named}.", named=repr(settings.workers))
    )
