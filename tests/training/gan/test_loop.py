"""A run: what it keeps, that it goes on exactly, and that a mishap costs nothing that was kept."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from game.common.errors import Refused, Unavailable
from game.discriminators.critics import ProGANCriticConfig, StyleCriticConfig
from game.discriminators.projected import ProjectedCriticConfig
from game.faces.features import ResNet50Thin
from game.generators.families.fastgan import FastGANConfig
from game.generators.families.progan import ProGANConfig
from game.generators.families.stylegan2 import StyleGAN2Config
from game.training.gan import loop
from game.training.gan.config import TrainConfig
from game.training.gan.growth import Growth
from game.training.gan.loop import Run
from game.training.gan.trainer import Trainer


@pytest.fixture(autouse=True)
def _every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line for each step; a state every other."""
    monkeypatch.setattr(loop, "LOG_STEPS", 1)
    monkeypatch.setattr(loop, "SAVE_STEPS", 2)


def style(config: TrainConfig) -> TrainConfig:
    """The small config with a style-based network."""
    return replace(
        config,
        network="style",
        generator=StyleGAN2Config(6, 6, mapping_layers=2, channels=(8, 6, 4)),
        critic=StyleCriticConfig((8, 4)),
    )


def progan(config: TrainConfig) -> TrainConfig:
    """The small config with a growing network."""
    return replace(
        config,
        network="progan",
        generator=ProGANConfig(z_dim=6, channels=(8, 6, 4)),
        critic=ProGANCriticConfig((8, 6, 4)),
        growth=Growth(images=(4, 8), fade=0.5),
    )


def projected(config: TrainConfig) -> TrainConfig:
    """The small config with a critic that looks through a frozen network."""
    return replace(
        config,
        network="projected",
        r1_gamma=0.0,
        generator=FastGANConfig(z_dim=6, channels=(8, 6, 4)),
        critic=ProjectedCriticConfig(side=16, seen=32, width=4),
    )


def losses(out: Path) -> list[dict[str, float]]:
    """The log without its times."""
    lines = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    return [
        {k: v for k, v in line.items() if k not in ("seconds", "images_per_second")}
        for line in lines
    ]


@pytest.mark.parametrize("variant", [lambda config: config, style, progan, projected])
def test_a_run_that_was_killed_goes_on_as_if_it_had_not_been(
    config: TrainConfig,
    photos: np.ndarray,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    variant: Callable[[TrainConfig], TrainConfig],
) -> None:
    config = variant(config)
    torch.manual_seed(0)
    eyes = ResNet50Thin().requires_grad_(False) if variant is projected else None
    Run(Trainer(config, photos, eyes), tmp_path / "whole").train()
    assert len(losses(tmp_path / "whole")) == 6

    step = Trainer.step

    def killed(trainer: Trainer) -> dict[str, float]:
        if trainer.images == 20:  # a step after the last state
            raise KeyboardInterrupt
        return step(trainer)

    run = Run(Trainer(config, photos, eyes), tmp_path / "cut")
    with monkeypatch.context() as patch:
        patch.setattr(Trainer, "step", killed)
        with pytest.raises(KeyboardInterrupt):
            run.train()
    assert len(losses(tmp_path / "cut")) == 5
    torch.manual_seed(99)  # another process
    Run(Trainer(config, photos, eyes), tmp_path / "cut").train()

    assert losses(tmp_path / "cut") == losses(tmp_path / "whole")
    for number in range(3):
        for end in (".safetensors", "-critic.safetensors", ".png"):
            name = f"stage-{number:02d}{end}"
            assert (tmp_path / "cut" / name).read_bytes() == (
                tmp_path / "whole" / name
            ).read_bytes()


def test_a_run_keeps_its_log_and_its_sheets(
    config: TrainConfig, photos: np.ndarray, tmp_path: Path
) -> None:
    Run(Trainer(config, photos), tmp_path).train()
    last = json.loads((tmp_path / "metrics.jsonl").read_text().splitlines()[-1])
    assert last["images"] == 24
    assert set(last) == {
        *("step", "images", "seconds", "images_per_second"),
        *("loss_generator", "loss_critic", "critic_real", "critic_fake", "r_t", "augment_p"),
    }
    assert Image.open(tmp_path / "stage-02.png").size == (8 * 16, 4 * 16)


def test_a_run_of_another_config_or_other_photos_is_left_alone(
    config: TrainConfig, photos: np.ndarray, tmp_path: Path
) -> None:
    Run(Trainer(config, photos), tmp_path).save()
    with pytest.raises(Refused, match="began with a different config"):
        Run(Trainer(replace(config, seed=4), photos), tmp_path)
    with pytest.raises(Refused, match="began with a different set of photos"):
        Run(Trainer(config, photos[:-1]), tmp_path)


def test_a_broken_state_is_named(config: TrainConfig, photos: np.ndarray, tmp_path: Path) -> None:
    (tmp_path / "state.pt").write_bytes(b"half of")
    with pytest.raises(Unavailable, match=r"state.pt cannot be read .* delete it"):
        Run(Trainer(config, photos), tmp_path)


class FullDisk(tempfile.TemporaryDirectory[str]):
    """A folder in which a state finds no space."""

    def __enter__(self) -> str:
        (Path(self.name) / "state.pt").symlink_to("/dev/full")
        return self.name


def test_a_full_disk_leaves_the_last_good_state(
    config: TrainConfig, photos: np.ndarray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Run(Trainer(config, photos), tmp_path).train()
    before = (tmp_path / "state.pt").read_bytes()
    run = Run(Trainer(config, photos), tmp_path)
    run.trainer.images -= config.batch
    monkeypatch.setattr(tempfile, "TemporaryDirectory", FullDisk)
    with pytest.raises(Unavailable, match=r"cannot be written \(No space left on device\)"):
        run.train()
    assert (tmp_path / "state.pt").read_bytes() == before
    assert not list(tmp_path.glob(".half-*"))


def test_a_loss_that_is_no_number_stops_the_run_and_leaves_the_stages(
    config: TrainConfig, photos: np.ndarray, tmp_path: Path
) -> None:
    run = Run(Trainer(config, photos), tmp_path)
    step = run.trainer.step

    def spoilt() -> dict[str, float]:
        if run.trainer.images == 16:
            run.trainer.critic.layers[0].weight.data.fill_(float("nan"))
        return step()

    run.trainer.step = spoilt  # type: ignore[method-assign]
    with pytest.raises(Unavailable, match="The loss is nan after 16 images"):
        run.train()
    assert (tmp_path / "stage-01.safetensors").exists()
    assert not (tmp_path / "stage-02.safetensors").exists()
    state = torch.load(tmp_path / "state.pt", weights_only=True)
    assert all(torch.isfinite(t).all() for t in state["networks"][1].values())


def test_photos_of_another_size_are_refused(config: TrainConfig) -> None:
    with pytest.raises(Refused, match="trains at 16"):
        Trainer(config, np.zeros((60, 32, 32, 3), np.uint8))
