"""The contact sheet of searches: a row for each way, what was given on its left."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from game.common.settings import Settings
from game.generators.projection import tasks
from game.generators.projection.search import Pass
from game.training import search_sheet
from game.training.search_sheet import CELL, make_sheet


def test_a_sheet_has_a_row_for_each_way(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_sheet, "SEEDS", search_sheet.SEEDS[:1])
    monkeypatch.setattr(tasks, "IN_W", (Pass(1, "w"),))
    monkeypatch.setattr(tasks, "IN_W_PLUS", (Pass(2, "w"),))
    with Image.open(make_sheet(tmp_path / "sheet.jpg", settings)) as sheet:
        assert sheet.size == (5 * CELL, 4 * CELL)
        left = np.asarray(sheet)[:, :CELL]
    face, without, thumbnail, drawing = left.reshape(4, CELL, CELL, 3)
    assert np.abs(without[-20:, 70:100].astype(int) - 128).max() < 10
    assert np.abs(without[:90].astype(int) - face[:90]).mean() < 5
    assert np.abs(thumbnail.astype(int) - drawing).mean() > 5
