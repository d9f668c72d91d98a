"""Any pair ever shown, drawn again from the store alone."""

from pathlib import Path

import numpy as np
from PIL import Image

from game.common.errors import Refused
from game.common.settings import Settings
from game.rounds.game import Game
from game.rounds.stored import dealt
from game.store import round_queries


def draw_trial(settings: Settings, trial_id: int, out: Path) -> None:
    """Write the trial's faces side by side, left to right, as a PNG.

    Raises Refused if there is no such trial, Unavailable if the weights or the deck that it was
    made from are no longer here.
    """
    game = Game.open(settings)
    try:
        with game.store.read() as session:
            trial = session.scalar(round_queries.trial(trial_id))
            if trial is None:
                raise Refused(f"There is no trial {trial_id} in the store.")
            dealer, drawn = game.dealer_of(trial.round.deck), dealt(trial)
        Image.fromarray(np.hstack(dealer.pictures.of_trial(drawn))).save(out, "PNG")
    finally:
        game.close()
