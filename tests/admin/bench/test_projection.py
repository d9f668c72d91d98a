"""Starts of a search are measured to one mark each; a folder without portraits is refused."""

from pathlib import Path

import pytest

from game.admin.bench import projection as bench
from game.common.errors import Refused
from game.common.settings import Settings
from game.faces.decks.deck import Deck
from game.generators.projection.search import Pass


def test_every_start_is_measured_to_the_same_mark(
    settings: Settings, deck: Deck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "STEPS", 8)
    monkeypatch.setattr(bench, "RANDOM", 3)
    monkeypatch.setattr(bench, "IN_W_PLUS", (Pass(3, "w"), Pass(2, "w+"), Pass(1, "fine")))
    (tmp_path / "one.jpg").write_bytes((deck.folder / deck.train[0]).read_bytes())
    rows = bench.bench_projection(settings, tmp_path, count=1)
    assert [row["what"] for row in rows] == ["unseen seeds"] * 4 + ["portraits"] * 4
    for first in (0, 4):
        mean, best, encoder, whole = rows[first : first + 4]
        assert [row["start"] for row in (mean, best, encoder)] == ["mean", "best of 200", "encoder"]
        assert (mean["reached"], mean["steps"]) == (1, 8)
        assert encoder["steps"] < 8
        assert 0 < whole["seconds_to_likeness"] < whole["seconds_to_best"]
        assert whole["loss_of_best"] > 0


def test_too_few_portraits_are_refused(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no portrait")
    with pytest.raises(Refused, match="holds 0 pictures instead of 1"):
        bench._portraits(tmp_path, 1, settings)
