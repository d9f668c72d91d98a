"""Shipping a run: the zoo has its stages, with all that the theatre shows of them."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from game.common.errors import Refused
from game.common.files import sha256_of
from game.common.settings import Settings
from game.generators import manifest, zoo
from game.training.gan import loop, shipping
from game.training.gan.command import train_gan
from game.training.gan.shipping import said, ship
from tests.training.gan.tiny import CONFIG


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(Settings.from_environment(), models=tmp_path / "models")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "tiny.toml"
    file.write_text(CONFIG)
    return file


@pytest.fixture
def run(config: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run to its end, and measures that need no features."""
    monkeypatch.setattr(
        shipping,
        "measure_stages",
        lambda run, settings, only, stored: [{"stage": n, "images": 0, "n": 1} for n in only],
    )
    monkeypatch.setattr(loop, "LOG_STEPS", 1)
    return train_gan(config, tmp_path / "run", None, settings)


def test_a_shipped_stage_makes_in_the_zoo_the_faces_of_the_run(
    config: Path, run: Path, settings: Settings
) -> None:
    out = ship(config, run, [1, 0], 1, settings)
    entries = manifest.entries(settings)
    assert [name for name in entries if name.startswith("tiny")] == ["tiny-00", "tiny-01"]
    assert entries["tiny-00"]["stage"] == "untrained"
    assert "critic" not in entries["tiny-00"]
    assert (settings.models / entries["tiny-01"]["critic"]).is_file()
    generator = zoo.load_generator("tiny-01", settings)
    untrained = zoo.load_generator("tiny-00", settings)
    assert untrained.checkpoint_sha256 == sha256_of(run / "stage-00.safetensors")
    side = generator.sizes[-1]

    sheet = np.asarray(Image.open(out / "stages.png"))
    assert sheet.shape == (2 * side, shipping.FACES * side, 3)
    first = generator.picture(generator.ws(generator.latent(0))[0])
    assert np.array_equal(sheet[side:, :side], first)
    assert [row["stage"] for row in json.loads((out / "measures.json").read_text())] == [0, 1]
    assert json.loads((out / "metrics.json").read_text())
    assert json.loads((out / "duel.json").read_text())


def test_shipping_again_replaces_what_was_there(
    config: Path, run: Path, settings: Settings
) -> None:
    ship(config, run, [0, 1], None, settings)
    out = ship(config, run, [1], None, settings)
    assert not (out / "stage-00.safetensors").exists()
    assert "tiny-00" not in manifest.entries(settings)


def test_a_stage_that_was_not_kept_is_refused_and_what_was_shipped_stays(
    config: Path, run: Path, settings: Settings
) -> None:
    out = ship(config, run, [0], None, settings)
    with pytest.raises(Refused, match="has not kept stage-07"):
        ship(config, run, [7], None, settings)
    assert (out / "stage-00.safetensors").exists()


@pytest.mark.parametrize(("images", "text"), [(0, "untrained"), (6000, "6k images")])
def test_a_stage_is_said_by_its_photos(images: int, text: str) -> None:
    assert said(images) == text
