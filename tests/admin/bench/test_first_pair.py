"""Many players at once are dealt from what was made ahead, then from what is made now."""

import pytest

from game.admin.bench.first_pair import bench_first_pair
from game.common.settings import Settings
from game.faces.decks.deck import DECK
from tests.fixtures.games import ROUNDS_AHEAD, own_environment


def test_both_rushes_are_measured(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.admin.bench.first_pair.ROUNDS", ROUNDS_AHEAD)
    with own_environment(tmp_path_factory):
        settings = Settings.from_environment()
        rows = bench_first_pair(settings, DECK, players=3)
    assert [(row["when"], row["players"]) for row in rows] == [
        ("after a start", 3),
        ("as many again", 3),
        ("none left", 1),
    ]
    assert [row["rounds_ready"] for row in rows][::2] == [ROUNDS_AHEAD, 0]
    assert all(0 < row["p50_s"] <= row["last_s"] for row in rows)
