"""Untrained networks lie in models/ as seeds, and come out as training began with them."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from game.generators.checkpoint import abridge, load_checkpoint, save_checkpoint, whole_file
from game.generators.families.dcgan import DCGAN, DCGANConfig
from game.generators.families.fastgan import FastGAN, FastGANConfig
from game.generators.families.fully_connected import FullyConnected, FullyConnectedConfig
from game.generators.families.progan import ProGAN, ProGANConfig
from game.generators.families.stylegan2 import StyleGAN2Config
from game.generators.families.trainable_stylegan2 import StyleGenerator
from game.generators.families.untrained import drawn

BEGUN: dict[str, tuple[Callable[[Any], Any], Any]] = {
    "fully-connected": (FullyConnected, FullyConnectedConfig(z_dim=7, widths=(9, 30), side=16)),
    "dcgan": (DCGAN, DCGANConfig(z_dim=7, channels=(9, 4))),
    "progan": (ProGAN, ProGANConfig(z_dim=7, channels=(9, 6, 4))),
    "style": (
        lambda config: StyleGenerator(config).baked(),
        StyleGAN2Config(z_dim=7, w_dim=9, mapping_layers=2, channels=(9, 6)),
    ),
    "fastgan": (FastGAN, FastGANConfig(z_dim=7, channels=(9, 6, 4))),
}


@pytest.mark.parametrize("name", BEGUN)
def test_an_abridged_stage_is_to_the_last_bit_what_training_began_with(
    name: str, tmp_path: Path
) -> None:
    begin, config = BEGUN[name]
    torch.manual_seed(5)
    network = begin(config)
    stage, short = tmp_path / "stage.safetensors", tmp_path / "short.safetensors"
    save_checkpoint(network, stage, bits=16)
    abridge(stage, 5, short)
    assert whole_file(short) == whole_file(stage) == stage.read_bytes()
    sha256 = hashlib.sha256(stage.read_bytes()).hexdigest()
    loaded, before = load_checkpoint(short, sha256), load_checkpoint(stage, sha256)
    for key, value in before.state_dict().items():
        assert torch.equal(loaded.state_dict()[key], value)

    # Next to nothing had to be stored: the seed draws the same but for roundings.
    again = drawn(type(network), config, 5)
    apart = [
        abs(a - b).max() for a, b in zip(again.parameters(), network.parameters(), strict=True)
    ]
    assert max(apart) < 1e-5
    assert short.stat().st_size < 1000


def test_drawing_leaves_torchs_random_numbers_alone() -> None:
    torch.manual_seed(1)
    expected = torch.rand(3)
    torch.manual_seed(1)
    network: nn.Module = drawn(*BEGUN["dcgan"], 5)  # type: ignore[arg-type]
    assert torch.equal(torch.rand(3), expected)
    assert next(network.parameters()).std() > 0
