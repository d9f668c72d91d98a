"""Checkpoints: one safetensors file a generator; its metadata carries the network's config.

An untrained network's may lie abridged: only its seed and the weights that it is not drawn to the
last bit from that. The sha256 is always that of the whole file.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load, save
from torch import Tensor, nn

from game.common.errors import Unavailable
from game.common.files import whole
from game.common.language import say
from game.generators.families.dcgan import DCGAN, DCGANConfig
from game.generators.families.fastgan import FastGAN, FastGANConfig
from game.generators.families.fully_connected import FullyConnected, FullyConnectedConfig
from game.generators.families.mobile_stylegan import MobileStyleGAN, MobileStyleGANConfig
from game.generators.families.progan import ProGAN, ProGANConfig
from game.generators.families.stylegan2 import StyleGAN2, StyleGAN2Config
from game.generators.families.untrained import drawn

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
Bits = Literal[8, 16, 32]  # of a stored weight


class CheckpointError(Unavailable):
    """A checkpoint that is missing, or that is not what it should be."""


def save_checkpoint(network: ZooNetwork, path: Path, bits: Bits = 32) -> None:
    """Write weights and config to `path`: all of it or nothing, the same bytes every time.

    With 16 bits a weight has three digits. With 8 each row of a matrix and each channel of a
    convolution has a scale of its own, and a weight is one of 255 multiples of it.
    """
    save_network(network, NETWORKS, path, bits)


def load_checkpoint(path: Path, sha256: str) -> ZooNetwork:
    """The generator in `path`, float32, in evaluation mode and without gradients.

    Raises CheckpointError as `load_network` does.
    """
    network: ZooNetwork = load_network(path, sha256, NETWORKS)
    return network


def save_network(network: Any, kinds: Kinds, path: Path, bits: Bits) -> None:
    """Write a network of one of these kinds with its config, as `save_checkpoint` says."""
    # A single entry, because safetensors writes several in random order.
    (name,) = (name for name, (kind, _) in kinds.items() if isinstance(network, kind))
    config = {"network": name} | asdict(network.config)
    metadata = {"config": json.dumps(config, sort_keys=True)}
    weights = network.state_dict()
    if bits < 32:
        weights = _halved(weights)
    if bits == 8:
        weights = _in_eight_bits(network.state_dict(), weights)
    save_tensors(weights, metadata, path)


def save_tensors(tensors: Mapping[str, Tensor], metadata: dict[str, str], path: Path) -> None:
    """Write a safetensors file: all of it or nothing."""
    with whole(path) as file:
        file.write(_bytes(tensors, metadata))


def abridge(path: Path, seed: int, out: Path) -> None:
    """Write the checkpoint in `path`, of an untrained network in half precision, abridged."""
    with safe_open(path, framework="pt") as file:
        config = file.metadata()["config"]
        there = _flat({name: file.get_tensor(name) for name in file.keys()})  # noqa: SIM118
    from_seed = _flat(_drawn(config, seed))
    where = (there.view(torch.int16) != from_seed.view(torch.int16)).nonzero()[:, 0]
    tensors = {"seed": torch.tensor(seed), "where": where.int(), "weights": there[where]}
    save_tensors(tensors, {"config": config}, out)


def whole_file(path: Path) -> bytes:
    """The checkpoint in `path` as it was before it may have been abridged."""
    try:
        with safe_open(path, framework="pt") as file:
            if set(file.keys()) != {"seed", "where", "weights"}:
                return path.read_bytes()
            metadata = file.metadata()
            stored = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except SafetensorError:  # whoever loads it says so
        return path.read_bytes()
    tensors = _drawn(metadata["config"], int(stored["seed"]))
    flat = _flat(tensors)
    flat[stored["where"]] = stored["weights"]
    halves = _halves(tensors)
    for half, values in zip(halves, flat.split([t.numel() for t in halves]), strict=True):
        half.copy_(values.view(half.shape))
    return _bytes(tensors, metadata)


def load_network(path: Path, sha256: str, kinds: Kinds) -> Any:
    """The network in `path`, float32, in evaluation mode and without gradients.

    Raises CheckpointError if the file is missing, if its sha256 (hexadecimal) is another, if it is
    no safetensors file, or if its tensors are not exactly those of the network its config names.
    """
    if not path.is_file():
        raise CheckpointError(say("{path} is missing; run `python -m game setup`.", path=path))
    data = whole_file(path)
    found = hashlib.sha256(data).hexdigest()
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
        weights = _float(load(data))
        with safe_open(path, framework="pt") as file:
            kind, config = _network((file.metadata() or {})["config"], kinds)
        with torch.device("meta"):  # no memory, and nothing random that could be left in place
            network = kind(config)
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


def _network(text: str, kinds: Kinds) -> tuple[type[nn.Module], Any]:
    """The kind of network and its config, from the text in a file's metadata."""
    table = json.loads(text)
    kind, kind_of_config = kinds[table.pop("network")]
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
    return kind, kind_of_config(**values)


def _bytes(tensors: Mapping[str, Tensor], metadata: dict[str, str]) -> bytes:
    data: bytes = save({name: t.contiguous() for name, t in tensors.items()}, metadata)
    return data


def _drawn(text: str, seed: int) -> dict[str, Tensor]:
    """The weights that training begins at, in half precision."""
    return _halved(drawn(*_network(text, NETWORKS), seed).state_dict())


def _halved(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {n: t.half() if t.is_floating_point() else t for n, t in weights.items()}


def _halves(tensors: Mapping[str, Tensor]) -> list[Tensor]:
    """Those in half precision, by their names' order."""
    return [t for _, t in sorted(tensors.items()) if t.dtype == torch.half]


def _flat(tensors: Mapping[str, Tensor]) -> Tensor:
    """All weights in half precision beside each other."""
    return torch.cat([t.flatten() for t in _halves(tensors)])


def _in_eight_bits(weights: Mapping[str, Tensor], rest: dict[str, Tensor]) -> dict[str, Tensor]:
    """What has rows or channels as int8, its float32 scales under NAME.scale; else the `rest`."""
    stored = dict(rest)
    for name, values in weights.items():
        if values.is_floating_point() and values.dim() > 1:
            largest = values.abs().amax(dim=tuple(range(1, values.dim())), keepdim=True)
            scale = largest.clamp_min(torch.finfo(torch.float32).tiny) / 127
            stored |= {name: (values / scale).round().to(torch.int8), f"{name}.scale": scale}
    return stored


def _float(stored: dict[str, Tensor]) -> dict[str, Tensor]:
    """Float32 whatever precision the file has; counters stay whole numbers."""
    scaled = {n: stored.pop(f"{n}.scale") for n, t in [*stored.items()] if t.dtype == torch.int8}
    weights = {n: t.float() if t.is_floating_point() else t for n, t in stored.items()}
    return weights | {n: stored[n] * scale for n, scale in scaled.items()}
