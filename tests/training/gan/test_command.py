"""The `train` command on a folder of photos, from noise to stages."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from game.__main__ import app
from tests.training.gan.tiny import CONFIG


def test_a_folder_of_photos_becomes_stages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAME_HOME", str(tmp_path))
    photos, config = tmp_path / "photos", tmp_path / "tiny.toml"
    photos.mkdir()
    for number in range(50):
        Image.fromarray(np.full((20, 16, 3), number, np.uint8)).save(photos / f"{number}.png")
    config.write_text(CONFIG)
    asked = ["train", str(config), "--photos", str(photos)]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0, result.output
    out = tmp_path / "training" / "tiny"
    assert str(out) in result.output
    made = {path.name: path.read_bytes() for path in out.iterdir()}
    assert set(made) == {
        *("state.pt", "metrics.jsonl"),
        *(f"stage-{n}{end}" for n in ("00", "01") for end in (".png", ".safetensors")),
        *("stage-00-critic.safetensors", "stage-01-critic.safetensors"),
    }
    assert CliRunner().invoke(app, asked).exit_code == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == made  # it was done
