"""The duel of all stages: the figures of critics whose judgement is known, and what is refused."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from game.common.errors import Refused
from game.common.settings import ROOT, Settings
from game.training.gan import duel as duels
from tests.tolerance import assert_same

CONFIG = ROOT / "assets/training/dcgan-64.toml"


class Brightness(nn.Module):
    """Takes bright images for photos."""

    def forward(self, images: Tensor) -> Tensor:
        return images.mean(dim=(1, 2, 3))


def test_every_critic_meets_every_generator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (0, 2):
        for suffix in ("", "-critic"):
            (tmp_path / f"stage-{number:02d}{suffix}.safetensors").touch()
    shades = iter((0, 255))  # the first generator is darker than any photo, the second brighter
    monkeypatch.setattr(duels, "unpinned", lambda path: next(shades))
    monkeypatch.setattr(duels, "_fakes", lambda g: np.full((20, 64, 64, 3), g, np.uint8))
    monkeypatch.setattr(duels, "load_critic", lambda *_: Brightness())
    rows = duels.duel(CONFIG, tmp_path, Settings.from_environment())
    assert [(row["critic"], row["generator"], row["auc"]) for row in rows] == [
        (0, 0, 1.0),
        (0, 6000, 0.0),
        (6000, 0, 1.0),
        (6000, 6000, 0.0),
    ]
    assert {(row["n_real"], row["n_fake"]) for row in rows} == {(duels.N, 20)}


def test_logits_do_not_depend_on_the_batch() -> None:
    faces = np.random.default_rng(0).integers(0, 256, (120, 8, 8, 3)).astype(np.uint8)
    alone = [duels.logits(Brightness(), face[None])[0] for face in faces]
    assert_same(duels.logits(Brightness(), faces), np.array(alone))
    assert torch.is_grad_enabled()


def test_a_folder_without_stages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no stages"):
        duels.duel(CONFIG, tmp_path, Settings.from_environment())
