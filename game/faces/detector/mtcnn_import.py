"""The detector's weights out of the wheel of mtcnn 1.0.0: TensorFlow's layout to Torch's.

The wheel carries one list of arrays a network, pickled by joblib and packed by lz4. A pickle can
run code when read, so this is for set-up alone, after the wheel's sha256 was found to be the pinned
one; what the game reads later is safetensors.
"""

import io
import zipfile
from pathlib import Path

import joblib
import numpy as np
import torch

from game.faces.detector.mtcnn import Detector
from game.generators.weights import write_weights


def convert(wheel: Path, path: Path) -> None:
    """Write the detector's weights to `path`. Raises ValueError if they are of another network."""
    with torch.device("meta"):
        detector = Detector()
    weights = {}
    with zipfile.ZipFile(wheel) as archive:
        for name, network in detector.named_children():
            file = f"mtcnn/assets/weights/{name.replace('_', '')}.lz4"
            arrays = joblib.load(io.BytesIO(archive.read(file)))
            # Both list a network's layers in the order in which they are run, heads last.
            for (key, tensor), array in zip(network.state_dict().items(), arrays, strict=True):
                weights[f"{name}.{key}"] = _as_torch(array, flattened="features" in key).reshape(
                    tensor.shape
                )
    write_weights(path, weights)


def _as_torch(array: np.ndarray, flattened: bool) -> np.ndarray:
    """A kernel (h, w, in, out) or a matrix (in, out) with the outputs first, as Torch has them.

    The inputs of a matrix after the convolutions are flattened features of 3x3 places: their order
    is (column, row, channel) there, (channel, row, column) in Torch.
    """
    if array.ndim == 4:
        return array.transpose(3, 2, 0, 1)
    if array.ndim == 2 and flattened:
        return array.reshape(3, 3, -1, array.shape[1]).transpose(3, 2, 1, 0)
    return array.T if array.ndim == 2 else array
