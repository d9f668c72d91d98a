"""One who is placed on a scale afterwards."""

import numpy as np
import pytest
from scipy.special import expit

from game.scoring.rasch import fit, place
from game.scoring.rasch_solver import Trials


def test_one_who_had_no_part_in_the_fit_is_placed_where_the_fit_would_have_put_them() -> None:
    rng = np.random.default_rng(0)
    hard = rng.normal(0, 0.6, 60)
    player, photo = (grid.ravel() for grid in np.indices((200, 60)))
    right = rng.random(len(player)) < expit(0.5 + 0.4 * np.sin(player) - hard[photo])
    fake = np.zeros(len(player), np.int64)
    whole = fit(Trials(player, photo, fake, right))
    last = player == 199
    found = place(whole, photo[last], fake[last], right[last])
    assert found.ability == pytest.approx(whole.ability[199], abs=0.02)
    assert found.error == pytest.approx(whole.ability_se[199], rel=0.1)
    assert found.n == 60
