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


def bench_first_pair(settings: Settings, players: int) -> list[dict[str, Any]]:
    """Rows {when, rounds_ready, players, p50_s, last_s}: seconds until a player has both pictures.

    First a server that is started anew and finds the rounds that the last one made ahead; then as
    many players once more, for whom few are left. In a store beside the game's, which is deleted.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.home) as folder:
        settings = replace(settings, database_url=f"sqlite:///{Path(folder) / 'game.db'}")
        _fill(settings)
        game = Game.open(settings)
        game.dealer.ahead.start()
        rows = [_rush(game, when, players) for when in ("after a start", "as many again")]
        game.close()
    return rows


def _fill(settings: Settings) -> None:
    """Have a server make its rounds ahead, and end it."""
    game = Game.open(settings)
    game.dealer.ahead.start()
    while len(game.dealer.ahead) < ROUNDS:
        time.sleep(0.2)
    game.close()


def _rush(game: Game, when: str, players: int) -> dict[str, Any]:
    ready = len(game.dealer.ahead)
    waited: list[float] = []
    began = time.perf_counter()

    def play(number: int) -> None:
        player, _ = game.join(f"Player {number}")
        game.start(player)
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
    }
