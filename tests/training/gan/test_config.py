"""A config is read whole, or refused with the name of what is wrong."""

from pathlib import Path

import pytest

from game.common.errors import Refused
from game.common.settings import ROOT
from game.training.gan.config import read_config

SHIPPED = sorted((ROOT / "assets" / "training").glob("*.toml"))
DCGAN = (ROOT / "assets" / "training" / "dcgan-64.toml").read_text()
PROJECTED = (ROOT / "assets" / "training" / "projected-64.toml").read_text()
PROGAN = (ROOT / "assets" / "training" / "progan-64.toml").read_text()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_configs_are_read(path: Path) -> None:
    config = read_config(path)
    assert config.resolution == int(path.stem.rsplit("-")[-1])  # as its name says
    assert config.stages[0] == 0
    assert config.stages[-1] == config.images


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("batch =", "bacth =", "unknown key bacth; did you mean batch?"),
        ("channels =", "chanels =", r"\[generator\] of .* unknown key chanels; did you mean chan"),
        ("seed = 1", "", "lacks seed"),
        ("[critic]", "[judge]", "unknown key judge"),
        ("batch = 32", "batch = 3.2", "batch in x.toml cannot be 3.2"),
        ("batch = 32", "batch = 1", "batch cannot be 1"),
        ("adaptive = false", "adaptive = 0", "adaptive in x.toml cannot be 0"),
        ("seed = 1", "seed = -1", "seed cannot be -1"),
        ("betas = [0.5, 0.999]", "betas = [0.5]", "betas cannot be"),
        ("betas = [0.5, 0.999]", "betas = [0.5, 1.0]", "betas cannot be"),
        ("stages = [0, 2_000", "stages = [2_000, 0", "stages cannot be"),
        ("350_000]", "350_001]", "stages cannot be"),
        ("z_dim = 100", "z_dim = 0", "z_dim cannot be 0"),
        ("64, 32]", '64, "32"]', "channels in .* cannot be '32'"),
        ("64, 32]\n\n[critic]", "64]\n\n[critic]", "makes 32 pixels, but the critic looks at 64"),
        ('"dcgan"', '"dcgam"', "'dcgam'; there are: fully-connected, dcgan"),
        ("seed = 1", "seed =", "is no TOML file"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in DCGAN
    path = tmp_path / "x.toml"
    path.write_text(DCGAN.replace(old, new, 1))
    with pytest.raises(Refused, match=reason):
        read_config(path)


def test_a_projected_critic_is_trained_without_r1(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(PROJECTED.replace("r1_gamma = 0.0", "r1_gamma = 0.1"))
    with pytest.raises(Refused, match="without R1"):
        read_config(path)


def test_only_a_progan_grows(tmp_path: Path) -> None:
    section = PROGAN[PROGAN.index("[growth]") :]
    for text in (DCGAN + section, PROGAN.replace(section, "")):
        path = tmp_path / "x.toml"
        path.write_text(text)
        with pytest.raises(Refused, match="progan needs the section"):
            read_config(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"none.toml cannot be read"):
        read_config(tmp_path / "none.toml")
