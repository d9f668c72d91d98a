"""The faces of a closed trial with what mattered on them in colour, to networks and to people."""

from collections.abc import Sequence

import numpy as np

from game.common.recipe import Recipe
from game.discriminators.overlay import overlay
from game.rounds import revealing, spots
from game.rounds.game import Game
from game.scoring.heat import heat


def for_networks(game: Game, player_id: int, trial_id: int) -> dict[str, list[np.ndarray]]:
    """By network: every face, uint8 (height, width, 3). Raises Refused while the trial is open."""
    with game.store.read() as session:
        revealing.reveal(session, player_id, trial_id)
    dealer, dealt = game.dealt_to(player_id, trial_id)
    return dealer.pictures.looked_at(dealt)


def for_people(game: Game, player_id: int, trial_id: int) -> tuple[int, list[np.ndarray]]:
    """How many people set spots on the fakes, and every face, uint8 (height, width, 3).

    Whoever met the same fake in another round counts. Raises Refused while the trial is open.
    """
    with game.store.read() as session:
        faces = revealing.reveal(session, player_id, trial_id).faces
        found = [spots.by_player(session, f) if isinstance(f, Recipe) else {} for f in faces]
    dealer, dealt = game.dealt_to(player_id, trial_id)
    return len(set().union(*found)), [
        with_spots(picture, [spot for theirs in by.values() for spot in theirs])
        for picture, by in zip(dealer.pictures.of_trial(dealt), found, strict=True)
    ]


def with_spots(picture: np.ndarray, at: Sequence[tuple[float, float]]) -> np.ndarray:
    """The picture, uint8 (height, width, 3), with people's spots (x, y) on it in colour."""
    thick = heat(np.reshape(at, (-1, 2)), *picture.shape[:2])
    return overlay(picture, thick / (thick.max() + 1e-12))
