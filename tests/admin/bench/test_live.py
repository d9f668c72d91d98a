"""The first minutes of a training: a row and a picture at every mark. No speed is asserted."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from game.admin.bench.training import live
from game.common.settings import ROOT, Settings
from game.training.faces import photos as framed_photos
from game.training.gan.config import read_config
from tests.training.gan.tiny import CONFIG

FEW = 6


def test_a_row_and_a_sheet_at_every_mark(
    photos: np.ndarray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(Settings.from_environment(), assets=tmp_path)
    few = {
        part: framed_photos(part, Settings.from_environment())[:FEW]
        for part in ("fit", "validation")
    }
    (tmp_path / "training").mkdir()
    (tmp_path / "training" / "tiny.toml").write_text(CONFIG)
    for name in ("features.toml", "detector.toml", "decks"):
        (tmp_path / name).symlink_to(ROOT / "assets" / name)
    monkeypatch.setattr(live, "FAMILIES", ("tiny",))
    monkeypatch.setattr(live, "MARKS", (0.001, 0.2))
    monkeypatch.setattr(live, "deck_photos", lambda *_: photos)
    monkeypatch.setattr(live, "thumbnails", lambda part, *_: few[part])
    monkeypatch.setattr(live, "keep_freed_memory", lambda: None)  # for the process's life
    *rows, last = live.bench_live(settings, tmp_path / "sheets")
    assert [(row["config"], row["side"], row["seconds"]) for row in rows] == [
        ("tiny", 16, 0.001),
        ("tiny", 16, 0.2),
    ]
    assert 0 < rows[0]["images"] < rows[1]["images"]
    for row in rows:
        assert row["kid_like"] > row["kid_like_se"]  # noise is far from photos
        assert row["kid_like_second"] > row["kid_like_second_se"]
    sheets = sorted((tmp_path / "sheets").iterdir())
    assert [Image.open(sheet).size for sheet in sheets] == [(8 * 16, 4 * 16)] * 2
    assert "one thread" in last["how"]


def test_every_family_has_a_config_to_train_live() -> None:
    for name in live.FAMILIES:
        assert read_config(ROOT / "assets" / "training" / f"{name}.toml").growth is None
