"""Playing whole rounds: which faces were dealt, answers, and generators that are quick."""

import numpy as np

from game.common.recipe import Recipe
from game.generators.opponent import Opponent
from game.rounds import stored
from game.rounds.game import Game
from game.rounds.plan import Photo, Shown
from game.store.tables import Trial

STAGE = "dcgan-64-03"  # its fakes are quick to make


def faces(game: Game, trial_id: int) -> tuple[Shown, ...]:
    with game.store.read() as session:
        (trial,) = session.query(Trial).filter_by(id=trial_id)
        return tuple(stored.shown(face) for face in trial.faces)


def answer(game: Game, player: int, right: bool) -> None:
    turn = game.turn(player)
    assert turn is not None
    real = next(i for i, f in enumerate(faces(game, turn.trial_id)) if isinstance(f, Photo))
    game.answer(player, turn.trial_id, real if right else 1 - real, confidence=2)
    game.advance(player, turn.trial_id)


class Maker(Opponent):
    """A generator whose faces are grey."""

    name, checkpoint_sha256 = "g", "f" * 64
    sizes, layer_resolutions = (256,), (4, 8)

    def face(self, recipe: Recipe) -> np.ndarray:
        return np.full((recipe.size, recipe.size, 3), recipe.seed % 256, np.uint8)
