"""Starts of a search are measured to one mark each; a folder without portraits is refused."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from game.admin.bench import projection as bench
from game.common.errors import Refused
from game.common.settings import Settings
from game.faces.decks.deck import Deck
from game.generators.projection.encoder import Encoder
from game.generators.projection.search import Pass
from game.generators.synthesis import Generator


def test_every_start_is_measured_by_where_it_ends(
    settings: Settings,
    generator: Generator,
    deck: Deck,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bench, "STEPS", 8)
    monkeypatch.setattr(bench, "RANDOM", 3)
    monkeypatch.setattr(bench, "IN_W_PLUS", (Pass(3, "w"), Pass(2, "w+"), Pass(1, "fine")))
    mean = generator.ws(generator.latent(0), 0.0)[0, 0]
    inputs = 512 * 16 + 3 * 256
    encoder = Encoder(np.zeros(inputs), np.ones(inputs), np.zeros((512, inputs)), mean)
    encoder.write(tmp_path / "encoder.safetensors")
    settings = replace(settings, models=tmp_path)
    for name in ("one.jpg", "two.jpg"):
        (tmp_path / name).write_bytes((deck.folder / deck.train[0]).read_bytes())
    rows = bench.bench_projection(settings, tmp_path, count=2, minutes=0)
    assert {row["n"] for row in rows} == {1}  # there was time for the first of each
    assert [row["what"] for row in rows] == ["unseen seeds"] * 5 + ["portraits"] * 5
    for first in (0, 5):
        *starts, whole = rows[first : first + 5]
        assert [(row["start"], row["steps"]) for row in starts] == [
            ("mean", 8),
            ("mean", 4),
            ("best of 3", 4),
            ("encoder", 4),
        ]
        assert starts[0]["seconds"] > starts[1]["seconds"] > 0
        # This encoder guesses the mean face, but for its last bits, and Adam's first steps go by
        # signs of gradients: after few steps the losses are alike, not the same.
        assert starts[3]["loss"] == pytest.approx(starts[1]["loss"], rel=0.1)
        assert 0 < whole["seconds_to_likeness"] < whole["seconds_to_best"]
        assert whole["loss_of_best"] > 0


def test_too_few_portraits_are_refused(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no portrait")
    with pytest.raises(Refused, match="holds 0 pictures instead of 1"):
        bench._portraits(tmp_path, 1, settings)
