"""How long many players wait for their first pair who come at once to a server just started."""

import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from game.common.settings import Settings
from game.rounds.dealing.made_ahead import ROUNDS
from game.rounds.game import Game


def bench_first_pair(settings: Settings, deck: str, players: int) -> list[dict[str, Any]]:
    """Rows {when, rounds_ready, players, p50_s, last_s, processor_s}, for rounds of a deck.

    Seconds until a player has both pictures, and the processor's for all of them. First a server
    that is started anew and finds the rounds that the last one made ahead; then as many players
    once more, for whom few are left; then one when none is left. In a store beside the game's,
    which is deleted.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.home) as folder:
        settings = replace(settings, database_url=f"sqlite:///{Path(folder) / 'game.db'}")
        _fill(settings, deck)
        game = _opened(settings, deck)
        rows = [_rush(game, deck, when, players) for when in ("after a start", "as many again")]
        while game.dealer_of(deck).ahead.take():
            pass
        rows.append(_rush(game, deck, "none left", 1))
        game.close()
    return rows


def _opened(settings: Settings, deck: str) -> Game:
    """A server that makes rounds of this deck ahead."""
    game = Game.open(settings)
    game.dealer_of(deck).ahead.start()
    return game


def _fill(settings: Settings, deck: str) -> None:
    """Have a server make its rounds ahead, and end it."""
    game = _opened(settings, deck)
    while len(game.dealer_of(deck).ahead) < ROUNDS:
        time.sleep(0.2)
    game.close()


def _rush(game: Game, deck: str, when: str, players: int) -> dict[str, Any]:
    ready = len(game.dealer_of(deck).ahead)
    waited: list[float] = []
    began, spent = time.perf_counter(), time.process_time()

    def play(number: int) -> None:
        player, _ = game.join(f"Player {number}")
        game.start(player, game.plan(deck=deck))
        if turn := game.turn(player):
            game.pictures(player, turn.trial_id)
        waited.append(time.perf_counter() - began)

    threads = [threading.Thread(target=play, args=(number,)) for number in range(players)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "when": when,
        "rounds_ready": ready,
        "players": players,
        "p50_s": round(float(np.median(waited)), 1),
        "last_s": round(max(waited), 1),
        "processor_s": round(time.process_time() - spent, 1),
    }
