"""Directions in w, found without labels; a few of them named by people who looked."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from game.common.settings import Settings
from game.generators.latent_space import Level, levels_of
from game.generators.synthesis import Generator

SAMPLES = 10_000  # latents whose w show the shape of w space


@dataclass(frozen=True)
class Direction:
    """A direction with a name that is honest: what moves along with it is part of the name.

    `ends` say what -1 and +1 look like, `reach` how far in w they lie: for a principal direction
    in w's deviations along it, for a factorised one in w itself. Only the ws of `levels` are moved.
    """

    name: str
    ends: tuple[str, str]
    method: Literal["principal", "factorised"]
    index: int
    levels: tuple[Level, ...]
    reach: float

    def apply(self, generator: Generator, ws: np.ndarray, strength: float) -> np.ndarray:
        """`ws` (num_ws, w_dim) moved by `strength` (-1 to 1) times the reach."""
        if self.method == "principal":
            directions, deviations = principal_directions(generator)
            step = directions[self.index] * deviations[self.index]
        else:
            (level,) = self.levels
            step = factorised_directions(generator, level)[self.index]
        masks = levels_of(generator)
        layers = np.any([masks[level] for level in self.levels], axis=0)
        moved = ws + layers[:, None] * (strength * self.reach) * step
        return moved.astype(np.float32)


def named_directions(generator: Generator, settings: Settings) -> list[Direction]:
    """Those of this generator in assets/directions.toml; none for a generator nobody looked at."""
    manifest = tomllib.loads((settings.assets / "directions.toml").read_text())
    return [
        Direction(**entry | {"ends": tuple(entry["ends"]), "levels": tuple(entry["levels"])})
        for entry in manifest.get(generator.name, [])
    ]


@lru_cache(maxsize=4)
def principal_directions(generator: Generator) -> tuple[np.ndarray, np.ndarray]:
    """Where w varies most: unit directions (w_dim, w_dim), a row each, and w's deviations.

    Principal components of the w of fixed latents (Härkönen et al. 2020, "GANSpace").
    """
    z = np.concatenate([generator.latent(seed) for seed in range(SAMPLES)])
    w = np.concatenate([generator.ws(part)[:, 0] for part in np.split(z, 10)])
    _, deviations, directions = np.linalg.svd(w - w.mean(axis=0), full_matrices=False)
    return _signed(directions), deviations / np.sqrt(len(w) - 1)


@lru_cache(maxsize=16)
def factorised_directions(generator: Generator, level: Level) -> np.ndarray:
    """What the layers of a level react to most: unit directions (w_dim, w_dim), a row each.

    Closed-form factorisation: the eigenvectors of AᵀA, A being those layers' affine weights, each
    row at length one (Shen & Zhou 2021, "Closed-Form Factorization of Latent Semantics in GANs").
    """
    mask = levels_of(generator)[level]
    affine = np.concatenate([weight for layer, weight in generator.affine_weights if mask[layer]])
    affine /= np.linalg.norm(affine, axis=1, keepdims=True)
    _, directions = np.linalg.eigh(affine.T @ affine)
    return _signed(directions.T[::-1])


def _signed(directions: np.ndarray) -> np.ndarray:
    """A direction's sign is arbitrary: here its largest entry is positive, on every machine."""
    largest = np.abs(directions).argmax(axis=1)
    signed: np.ndarray = directions * np.sign(np.take_along_axis(directions, largest[:, None], 1))
    return signed
