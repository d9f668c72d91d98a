"""Checkpoints: one safetensors file a generator; its metadata carries the network's config."""

import hashlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from game.generators.mobile_stylegan import MobileStyleGAN, MobileStyleGANConfig
from game.generators.stylegan2 import StyleGAN2, StyleGAN2Config
from game.refusal import Unavailable

# By the name that a checkpoint's config gives its network.
NETWORKS = {
    "mobilestylegan": (MobileStyleGAN, MobileStyleGANConfig),
    "stylegan2": (StyleGAN2, StyleGAN2Config),
}


class CheckpointError(Unavailable):
    """A checkpoint that is missing, or that is not what it should be."""


def save_checkpoint(network: MobileStyleGAN | StyleGAN2, path: Path) -> None:
    """Write weights and config to `path`: all of it or nothing, the same bytes every time."""
    # A single entry, because safetensors writes several in random order.
    (name,) = (name for name, (kind, _) in NETWORKS.items() if isinstance(network, kind))
    config = {"network": name} | asdict(network.config)
    metadata = {"config": json.dumps(config, sort_keys=True)}
    save_tensors(network.state_dict(), metadata, path)


def save_tensors(tensors: Mapping[str, Tensor], metadata: dict[str, str], path: Path) -> None:
    """Write a safetensors file: all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        try:
            file.write(save({name: t.contiguous() for name, t in tensors.items()}, metadata))
            file.close()
            Path(file.name).chmod(0o644)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def load_checkpoint(path: Path, sha256: str) -> MobileStyleGAN | StyleGAN2:
    """The network in `path`, in evaluation mode and without gradients.

    Raises CheckpointError if the file is missing, if its sha256 (hexadecimal) is another, if it is
    no safetensors file, or if its tensors are not exactly those of the network its config names.
    """
    if not path.is_file():
        raise CheckpointError(f"{path} is missing; run `python -m game setup`.")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise CheckpointError(
            f"{path} has the sha256 {found} instead of {sha256}; "
            "delete it and run `python -m game setup`."
        )
    try:
        with safe_open(path, framework="pt") as file:
            config = json.loads((file.metadata() or {})["config"])
            weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        kind, kind_of_config = NETWORKS[config.pop("network")]
        shape = kind_of_config(
            **{k: tuple(v) if isinstance(v, list) else v for k, v in config.items()}
        )
        with torch.device("meta"):  # no memory, and nothing random that could be left in place
            network = kind(shape)
        network.load_state_dict(weights, strict=True, assign=True)
    except SafetensorError as error:
        raise CheckpointError(f"{path} is not a safetensors file: {error}.") from error
    except (KeyError, TypeError, ValueError) as error:
        raise CheckpointError(f"{path} carries no config of a network of ours: {error}.") from error
    except RuntimeError as error:  # load_state_dict: missing or unexpected keys, other shapes
        reason = " ".join(str(error).split())
        raise CheckpointError(f"{path} does not fit its config: {reason}") from error
    return network.eval().requires_grad_(False)
