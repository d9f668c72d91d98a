"""A guess at the w of a face: another start for a search than the mean face.

Ridge regression from what a network sees in the picture, and from its thumbnail, to w. Fitted by
game/training/encoder.py to faces of the generator itself, of which there are as many as one likes.
"""

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from game.generators.projection.targets import FeatureMaps, as_images
from game.generators.synthesis import Generator
from game.generators.weights import read_weights, write_weights

SIDE = 128  # pixels that pictures are looked at
CELLS = 4  # a side: into so many the last map of features is pooled
THUMBNAIL = 16  # pixels a side


def inputs(pictures: np.ndarray, features: FeatureMaps) -> np.ndarray:
    """uint8 (n, side, side, 3) to what the regression takes, float32 (n, inputs)."""
    images = as_images(pictures, SIDE)
    with torch.inference_mode():
        cells = F.adaptive_avg_pool2d(features(images)[-1], CELLS).flatten(1).cpu()
        thumbnails = F.adaptive_avg_pool2d(images, THUMBNAIL).flatten(1)
        return torch.cat([cells, thumbnails], dim=1).numpy(force=True)


@dataclass(frozen=True)
class Encoder:
    """`mean` and `deviation` (inputs) of the inputs, `weight` (w_dim, inputs), `bias` (w_dim)."""

    mean: np.ndarray
    deviation: np.ndarray
    weight: np.ndarray
    bias: np.ndarray

    def w(self, seen: np.ndarray) -> np.ndarray:
        """Inputs (n, inputs) to w (n, w_dim)."""
        whitened = (seen - self.mean) / self.deviation
        guessed: np.ndarray = whitened @ self.weight.T + self.bias
        return guessed

    def ws(self, pictures: np.ndarray, features: FeatureMaps, generator: Generator) -> np.ndarray:
        """Pictures placed as the generator's faces, uint8 (n, side, side, 3), to a start of
        `project`, float32 (n, num_ws, w_dim).
        """
        w = self.w(inputs(pictures, features)).astype(np.float32)
        return np.repeat(w[:, None], len(generator.layer_resolutions), axis=1)

    def write(self, path: Path) -> None:
        """In half precision."""
        tensors = {name: array.astype(np.float16) for name, array in vars(self).items()}
        write_weights(path, tensors)


def load_encoder(path: Path) -> Encoder:
    """Raises Unavailable if the file is missing or another one."""
    names = {field.name for field in fields(Encoder)}
    tensors, _ = read_weights(path, names, "train-encoder")
    return Encoder(**{name: array.astype(np.float32) for name, array in tensors.items()})
