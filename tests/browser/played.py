"""A server's store with people who have played: made of the game itself, without its pages."""

import numpy as np

from game.common.settings import Settings
from game.rounds import stored
from game.rounds.game import Game
from game.rounds.modes import daily
from game.rounds.plan import Photo
from tests.browser.server import Server

NAMES = ("Ada", "Bo", "Cy", "Dee", "Eve", "Flo")
RIGHT = 0.7  # how often, on average


def play(server: Server, rounds_each: int = 1) -> dict[str, str]:
    """Everybody's rounds of their own, and today's challenge; the tokens by name."""
    game = Game.open(Settings.from_environment(server.environment))
    rng = np.random.default_rng(0)
    tokens = {}
    for name in NAMES:
        player_id, tokens[name] = game.join(name)
        # The challenge first: a photo that somebody has had before is not scored.
        daily.play_daily(game, player_id)
        _answer_all(game, player_id, rng)
        for _ in range(rounds_each):
            game.start(player_id)
            _answer_all(game, player_id, rng)
    game.close()
    return tokens


def _answer_all(game: Game, player_id: int, rng: np.random.Generator) -> None:
    """Right more often than not, and more surely when right."""
    while turn := game.turn(player_id):
        right = rng.random() < RIGHT
        with game.store.read() as session:
            faces = stored.dealt_to(session, player_id, turn.trial_id)[1].faces
        real = next(place for place, face in enumerate(faces) if isinstance(face, Photo))
        game.answer(
            player_id,
            turn.trial_id,
            real if right else 1 - real,
            float(rng.uniform(1, 6)),
            confidence=int(rng.integers(1, 4 if right else 3)),
        )
        game.let_networks_follow(player_id, turn.trial_id).result()
        game.advance(player_id, turn.trial_id)
