"""Checkpoints: one safetensors file a generator; its metadata carries the network's config."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor, nn

from game.common.errors import Unavailable
from game.common.files import sha256_of, whole
from game.common.language import say
from game.generators.families.dcgan import DCGAN, DCGANConfig
from game.generators.families.fastgan import FastGAN, FastGANConfig
from game.generators.families.fully_connected import FullyConnected, FullyConnectedConfig
from game.generators.families.mobile_stylegan import MobileStyleGAN, MobileStyleGANConfig
from game.generators.families.progan import ProGAN, ProGANConfig
from game.generators.families.stylegan2 import StyleGAN2, StyleGAN2Config

# By the name that a checkpoint's config gives its network.
NETWORKS = {
    "mobilestylegan": (MobileStyleGAN, MobileStyleGANConfig),
    "stylegan2": (StyleGAN2, StyleGAN2Config),
    "fully-connected": (FullyConnected, FullyConnectedConfig),
    "dcgan": (DCGAN, DCGANConfig),
    "progan": (ProGAN, ProGANConfig),
    "fastgan": (FastGAN, FastGANConfig),
}
ZooNetwork = MobileStyleGAN | StyleGAN2 | FullyConnected | DCGAN | ProGAN | FastGAN
Kinds = Mapping[str, tuple[type[nn.Module], type[Any]]]  # name to network and config


class CheckpointError(Unavailable):
    """A checkpoint that is missing, or that is not what it should be."""


def save_checkpoint(network: ZooNetwork, path: Path, half: bool = False) -> None:
    """Write weights and config to `path`: all of it or nothing, the same bytes every time.

    `half` stores the weights in half precision: three digits, and half the file.
    """
    save_network(network, NETWORKS, path, half)


def load_checkpoint(path: Path, sha256: str) -> ZooNetwork:
    """The generator in `path`, float32, in evaluation mode and without gradients.

    Raises CheckpointError as `load_network` does.
    """
    network: ZooNetwork = load_network(path, sha256, NETWORKS)
    return network


def save_network(network: Any, kinds: Kinds, path: Path, half: bool) -> None:
    """Write a network of one of these kinds with its config, as `save_checkpoint` says."""
    # A single entry, because safetensors writes several in random order.
    (name,) = (name for name, (kind, _) in kinds.items() if isinstance(network, kind))
    config = {"network": name} | asdict(network.config)
    metadata = {"config": json.dumps(config, sort_keys=True)}
    weights = network.state_dict()
    if half:
        weights = {n: t.half() if t.is_floating_point() else t for n, t in weights.items()}
    save_tensors(weights, metadata, path)


def save_tensors(tensors: Mapping[str, Tensor], metadata: dict[str, str], path: Path) -> None:
    """Write a safetensors file: all of it or nothing."""
    with whole(path) as file:
        file.write(save({name: t.contiguous() for name, t in tensors.items()}, metadata))


def load_network(path: Path, sha256: str, kinds: Kinds) -> Any:
    """The network in `path`, float32, in evaluation mode and without gradients.

    Raises CheckpointError if the file is missing, if its sha256 (hexadecimal) is another, if it is
    no safetensors file, or if its tensors are not exactly those of the network its config names.
    """
    if not path.is_file():
        raise CheckpointError(say("{path} is missing; run `python -m game setup`.", path=path))
    found = sha256_of(path)
    if found != sha256:
        raise CheckpointError(
            say(
                "{path} has the sha256 {found} instead of {sha256}; delete it and run "
                "`python -m game setup`.",
                path=path,
                found=found,
                sha256=sha256,
            )
        )
    try:
        with safe_open(path, framework="pt") as file:
            config = json.loads((file.metadata() or {})["config"])
            weights = {name: _float(file.get_tensor(name)) for name in file.keys()}  # noqa: SIM118
        kind, kind_of_config = kinds[config.pop("network")]
        shape = kind_of_config(
            **{k: tuple(v) if isinstance(v, list) else v for k, v in config.items()}
        )
        with torch.device("meta"):  # no memory, and nothing random that could be left in place
            network = kind(shape)
        network.load_state_dict(weights, strict=True, assign=True)
    except SafetensorError as error:
        raise CheckpointError(
            say("{path} is not a safetensors file: {error}.", path=path, error=error)
        ) from error
    except (KeyError, TypeError, ValueError) as error:
        raise CheckpointError(
            say("{path} carries no config of a network of ours: {error}.", path=path, error=error)
        ) from error
    except RuntimeError as error:  # load_state_dict: missing or unexpected keys, other shapes
        reason = " ".join(str(error).split())
        raise CheckpointError(
            say("{path} does not fit its config: {reason}", path=path, reason=reason)
        ) from error
    return network.eval().requires_grad_(False)


def _float(tensor: Tensor) -> Tensor:
    """Float32 whatever precision the file has; counters stay whole numbers."""
    return tensor.float() if tensor.is_floating_point() else tensor
