"""A checkpoint is loaded whole and unchanged, or not at all."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from game.generators.checkpoint import CheckpointError, load_checkpoint, save_checkpoint
from game.generators.families.mobile_stylegan import MobileStyleGAN


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def path(network: MobileStyleGAN, tmp_path: Path) -> Path:
    path = tmp_path / "weights" / "small.safetensors"
    save_checkpoint(network, path)
    return path


def test_what_is_saved_is_loaded_with_its_config(network: MobileStyleGAN, path: Path) -> None:
    loaded = load_checkpoint(path, sha256(path))
    assert loaded.config == network.config
    for name, tensor in network.state_dict().items():
        assert torch.equal(loaded.state_dict()[name], tensor)


def test_saving_twice_gives_the_same_bytes(network: MobileStyleGAN, path: Path) -> None:
    before = path.read_bytes()
    save_checkpoint(network, path)
    assert path.read_bytes() == before


def test_a_save_that_fails_leaves_the_old_file_and_no_other(
    network: MobileStyleGAN, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def no_space_left(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", no_space_left)
    with pytest.raises(OSError):  # noqa: PT011
        save_checkpoint(network, path)
    assert list(path.parent.iterdir()) == [path]
    assert path.read_bytes() == before


def test_a_missing_file_is_named_with_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"none is missing; run `python -m game setup`"):
        load_checkpoint(tmp_path / "none", "0" * 64)


def test_other_bytes_than_the_pinned_ones_are_refused(path: Path) -> None:
    pinned = sha256(path)
    changed = bytearray(path.read_bytes())
    changed[-1] ^= 1
    path.write_bytes(changed)
    with pytest.raises(CheckpointError, match=rf"instead of {pinned}; delete it"):
        load_checkpoint(path, pinned)


@pytest.mark.parametrize("garbage", [b"", b"garbage", b"\xff" * 100])
def test_a_file_that_is_no_safetensors_file_is_refused(tmp_path: Path, garbage: bytes) -> None:
    path = tmp_path / "garbage"
    path.write_bytes(garbage)
    with pytest.raises(CheckpointError, match="not a safetensors file"):
        load_checkpoint(path, sha256(path))


@pytest.mark.parametrize("config", ["", "[]", "{}", '{"channels": 3}', '{"channels": [4], "x": 1}'])
def test_a_checkpoint_without_its_config_is_refused(path: Path, config: str) -> None:
    save_file(load_file(path), path, {"config": config})
    with pytest.raises(CheckpointError, match="carries no config"):
        load_checkpoint(path, sha256(path))


@pytest.mark.parametrize(
    ("change", "reason"),
    [("missing", "Missing key"), ("extra", "Unexpected key"), ("shape", "size mismatch")],
)
def test_tensors_that_do_not_fit_are_refused(
    network: MobileStyleGAN, path: Path, change: str, reason: str
) -> None:
    tensors = load_file(path)
    if change == "missing":
        del tensors["synthesis.conv1.noise"]
    elif change == "extra":
        tensors["synthesis.conv3.noise"] = torch.zeros(1)
    else:
        tensors["mapping.w_avg"] = torch.zeros(9)
    save_file(
        tensors,
        path,
        {"config": json.dumps({"network": "mobilestylegan"} | asdict(network.config))},
    )
    with pytest.raises(CheckpointError, match=f"does not fit its config: .*{reason}"):
        load_checkpoint(path, sha256(path))
