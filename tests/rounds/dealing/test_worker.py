"""The worker makes and judges what this process would, and its end is not the game's."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from game.common.settings import Settings
from game.generators.synthesis import RecipeError
from game.rounds.dealing.worker import Worker
from game.rounds.game import Game


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    begun = Worker(Settings.from_environment())
    yield begun
    begun.close()


def test_faces_and_verdicts_are_those_of_this_process(worker: Worker, game: Game) -> None:
    generator = game.dealer.generator
    recipe = generator.recipe(7, 0.7, 256)
    made = worker.face(recipe)
    # Within one step: the other process may add in as many threads as there are processors.
    assert np.abs(made.astype(int) - generator.face(recipe)).max() <= 1
    judges = game.dealer.judges
    pictures = made[None, 48:208, 48:208]
    told = worker.verdicts([judge.checkpoint_sha256 for judge in judges], pictures)
    here = [judge.p_fake(pictures) for judge in judges]
    np.testing.assert_allclose(told, here, rtol=1e-3, atol=1e-4)  # float32, through many layers


def test_what_it_refuses_is_refused_here(worker: Worker, game: Game) -> None:
    with pytest.raises(RecipeError):
        worker.face(replace(game.dealer.generator.recipe(7, 0.7, 128), checkpoint_sha256="0" * 64))


def test_one_that_was_killed_begins_anew(worker: Worker, game: Game) -> None:
    worker.close()
    assert worker.face(game.dealer.generator.recipe(8, 0.7, 128)).shape == (128, 128, 3)
