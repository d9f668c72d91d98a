"""The leaderboard: very many players ranked as few are, and who is on it at all."""

import numpy as np
import pytest

from game.common.vocabulary import Kind
from game.scoring.intervals import wilson, wilsons
from game.scoring.leaderboard import rank, ranked


def test_wilsons_are_wilson_one_by_one_and_statsmodels() -> None:
    from statsmodels.stats.proportion import proportion_confint  # slow to load

    k, n = np.array([0, 3, 7, 10, 0]), np.array([10, 10, 10, 10, 0])
    low, high = wilsons(k, n)
    for found, right, trials in zip(zip(low, high, strict=True), k, n, strict=True):
        assert found == pytest.approx(wilson(int(right), int(trials)), abs=1e-12)
    assert (low[1], high[1]) == pytest.approx(proportion_confint(3, 10, method="wilson"))
    assert (low[4], high[4]) == (0, 1)


def test_the_order_is_that_of_the_leaderboard() -> None:
    rng = np.random.default_rng(0)
    player = rng.integers(0, 40, 900).astype(np.int32)
    right = rng.random(900) < 0.6
    rows = []
    for who in np.unique(player):
        hits = right[player == who]
        rows.append((int(who), str(who), Kind.HUMAN, len(hits), int(hits.sum()), None, 0, 0))
    expected = rank(rows)
    found = ranked(player, right, 1)
    assert found.player.tolist() == [line.player_id for line in expected]
    assert found.low == pytest.approx([line.low for line in expected])
    assert found.share == pytest.approx([line.accuracy for line in expected])


def test_who_has_too_few_answers_is_left_out() -> None:
    found = ranked(np.array([0, 0, 2]), np.array([True, True, True]), 2)
    assert found.player.tolist() == [0]
    assert (found.n.tolist(), found.right.tolist()) == ([2], [2])
    assert len(ranked(np.empty(0, int), np.empty(0, bool), 1).player) == 0
