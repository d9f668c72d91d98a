"""Early exits: the fit finds what there is to find, and the shipped ones are near the full path."""

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from torch.nn import functional as F

from game.common.recipe import GENERATOR, PLAY_SEEDS
from game.common.settings import Settings
from game.faces.decks.deck import Deck
from game.generators.families.mobile_stylegan import EarlyExit, MobileStyleGAN, MobileStyleGANConfig
from game.generators.zoo import load_generator
from game.training import early_exits
from game.training.early_exits import Example, distil, scaled_down


@pytest.fixture
def network() -> MobileStyleGAN:
    """A network of 32x32 pixels with small random weights, so that nothing saturates."""
    torch.manual_seed(0)
    config = MobileStyleGANConfig(z_dim=8, w_dim=8, mapping_layers=2, channels=(64, 64, 64))
    network = MobileStyleGAN(config)
    for tensor in network.state_dict().values():
        tensor.normal_().mul_(0.3)
    return network.requires_grad_(False)


def test_the_fit_gets_better_and_writes_half_precision(
    network: MobileStyleGAN, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(early_exits, "LAST", 30)
    errors = []
    for faces in (30, 300):
        monkeypatch.setattr(early_exits, "FACES", {16: faces})
        errors.append(distil(network, tmp_path / "exits")[16])
    assert errors[1] < 0.8 * errors[0]
    tensors = load_file(tmp_path / "exits")
    assert {name.split(".")[2] for name in tensors} == {"16"}
    assert all(tensor.dtype == torch.float16 for tensor in tensors.values())


def test_it_starts_at_the_solution_where_the_picture_is_linear_in_the_features() -> None:
    torch.manual_seed(0)
    true = torch.randn(12, 64, 1, 1) / 8
    examples = []
    for _ in range(early_exits.FACES_TO_SOLVE):
        features = torch.randn(1, 64, 8, 8)
        picture = F.pixel_shuffle(F.conv2d(features, true), 2)[0]
        examples.append(Example(features, torch.zeros(3, 8), picture))
    exit_ = EarlyExit(w_dim=8, in_channels=64, resolution=8)
    early_exits._start(exit_, examples)
    exit_.conv.depthwise.data.zero_()[:, 0, 1, 1] = 1  # without the noise that breaks the symmetry
    example = examples[0]
    with torch.no_grad():
        made = exit_(example.features, example.ws, "const")[0]
    assert (made - example.picture).abs().mean() < 0.03 * example.picture.abs().mean()


def test_scaling_down_keeps_the_mean_and_a_slow_wave() -> None:
    x = np.linspace(0, 2 * np.pi, 64, endpoint=False, dtype=np.float32)
    image = np.broadcast_to(np.sin(x), (3, 64, 64)).copy()
    small = scaled_down(image, 16)
    assert small.shape == (3, 16, 16)
    centres = (np.arange(16) + 0.5) * 2 * np.pi / 16 - np.pi / 64
    np.testing.assert_allclose(small[0, 8, 2:-2], np.sin(centres)[2:-2], atol=0.01)


def test_the_shipped_exit_framed_is_near_the_full_path(deck: Deck) -> None:
    generator = load_generator(GENERATOR, Settings.from_environment())
    differences = []
    for seed in range(PLAY_SEEDS.start + 10_000, PLAY_SEEDS.start + 10_010):
        full, early = (
            deck.frame.fake(generator.face(generator.recipe(seed, 0.7, size))).astype(int)
            for size in (1024, 256)
        )
        differences.append(np.abs(full - early).mean() / 255)
    assert np.mean(differences) <= 0.025  # bench exits: 0.02 on average of 400
