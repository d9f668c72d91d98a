"""The workers make and judge what this process would, and their end is not the game's."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from game.common.settings import Settings
from game.generators.opponent import RecipeError
from game.rounds.dealing.workers import Workers
from game.rounds.game import Game


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    begun = Workers(Settings.from_environment())
    yield begun
    begun.close()


def test_faces_and_verdicts_are_those_of_this_process(workers: Workers, game: Game) -> None:
    generator = game.dealer.generator
    recipe = generator.recipe(7, 0.7, 256)
    made = workers.face(recipe)
    # Within one step: the other process may add in as many threads as there are processors.
    assert np.abs(made.astype(int) - generator.face(recipe)).max() <= 1
    judges = game.dealer.judges
    pictures = made[None, 48:208, 48:208]
    told = workers.verdicts([judge.checkpoint_sha256 for judge in judges], pictures)
    here = [judge.p_fake(pictures) for judge in judges]
    np.testing.assert_allclose(told, here, rtol=1e-3, atol=1e-4)  # float32, through many layers


def test_what_they_refuse_is_refused_here(workers: Workers, game: Game) -> None:
    with pytest.raises(RecipeError):
        workers.face(replace(game.dealer.generator.recipe(7, 0.7, 128), checkpoint_sha256="0" * 64))


def test_those_that_were_killed_begin_anew(workers: Workers, game: Game) -> None:
    workers.close()
    assert workers.face(game.dealer.generator.recipe(8, 0.7, 128)).shape == (128, 128, 3)
