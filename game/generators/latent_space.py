"""Ways through the latent spaces: from one person to another, and one's styles with another's.

z is what is drawn at random; w, made of it by the mapping network, is what each layer takes its
style from (Karras et al. 2019, "A Style-Based Generator Architecture", section 3).
"""

from typing import Literal

import numpy as np

from game.generators.synthesis import Generator

Level = Literal["coarse", "middle", "fine"]
# The resolutions at which each level's layers work (Karras et al. 2019, section 3.1).
LEVELS: dict[Level, range] = {
    "coarse": range(4, 9),
    "middle": range(16, 33),
    "fine": range(64, 1025),
}


def levels_of(generator: Generator) -> dict[Level, np.ndarray]:
    """Which of the ws (num_ws) belong to each level, as masks."""
    resolutions = generator.layer_resolutions
    return {
        level: np.array([resolution in within for resolution in resolutions])
        for level, within in LEVELS.items()
    }


def mix(ws: np.ndarray, other: np.ndarray, layers: np.ndarray) -> np.ndarray:
    """Style mixing: `ws` (num_ws, w_dim) with the other's styles where the mask `layers` is set."""
    mixed: np.ndarray = np.where(layers[:, None], other, ws)
    return mixed


def slerp(a: np.ndarray, b: np.ndarray, steps: int) -> np.ndarray:
    """From z `a` to `b` (1, z_dim) in even steps along the sphere of all z: (steps, z_dim).

    Only the direction of z matters to the network, and a straight line would cut through the
    sphere (White 2016, "Sampling Generative Networks").
    """
    along = np.linspace(0, 1, steps, dtype=np.float32)[:, None]
    unit_a, unit_b = a / np.linalg.norm(a), b / np.linalg.norm(b)
    angle = np.arccos(np.clip((unit_a * unit_b).sum(), -1, 1))
    if np.sin(angle) < 1e-6:  # the same direction: nothing to walk
        return np.repeat(a, steps, axis=0)
    walk: np.ndarray = (
        (np.sin((1 - along) * angle) * unit_a + np.sin(along * angle) * unit_b)
        / np.sin(angle)
        * np.sqrt(a.shape[1])
    ).astype(np.float32)
    return walk


def lerp(a: np.ndarray, b: np.ndarray, steps: int) -> np.ndarray:
    """From `a` to `b` (…) in even steps along a straight line: (steps, …)."""
    along = np.linspace(0, 1, steps, dtype=np.float32).reshape(-1, *[1] * a.ndim)
    line: np.ndarray = a + along * (b - a)
    return line
