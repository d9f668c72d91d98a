"""Seed to face: a generator of the zoo, ready to be called from any thread."""

import threading
from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np
import torch
from torch import Tensor, nn

from game.common.recipe import NoiseMode, Recipe
from game.generators.families.mapping import MappingNetwork
from game.generators.opponent import Opponent, RecipeError
from game.generators.style import Style

Draw = Callable[[Tensor, int, NoiseMode], Tensor]  # ws, size, noise mode to image


class Config(Protocol):
    """What every network of the zoo says of itself."""

    @property
    def z_dim(self) -> int: ...
    @property
    def w_dim(self) -> int: ...
    @property
    def num_ws(self) -> int: ...
    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of picture that it can make, in pixels, ascending."""

    @property
    def layer_resolutions(self) -> tuple[int, ...]:
        """The resolution in pixels at which each of the ws does its work."""


class Synthesis(Protocol):
    """The second half of a generator."""

    def __call__(self, ws: Tensor, size: int, noise_mode: NoiseMode) -> Tensor:
        """ws (num_ws, w_dim) to an image (3, size, size) in about [-1, 1]."""

    def affines(self) -> Iterator[tuple[int, nn.Linear]]:
        """Every layer's affine map with the index of the w that it takes."""


class Network(Protocol):
    """A generator's two halves."""

    @property
    def config(self) -> Config: ...
    @property
    def mapping(self) -> MappingNetwork: ...
    @property
    def synthesis(self) -> Synthesis: ...


class Generator(Opponent):
    """A network with the name and the sha256 that recipes call it by.

    Latents and styles go in and out as arrays, so that who explores them needs no Torch.
    """

    def __init__(
        self,
        name: str,
        checkpoint_sha256: str,
        network: Network,
        styles: Callable[[str], Style] | None = None,
    ) -> None:
        """`styles` finds a deck's style by its name; without it there is none."""
        self.name = name
        self.checkpoint_sha256 = checkpoint_sha256
        self.network = network
        self._styles = styles
        self.faster: dict[int, Draw] = {}  # by size: compiled, and found to be faster
        self._lock = threading.Lock()

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of picture that it can make, in pixels, ascending."""
        return self.network.config.sizes

    def face(self, recipe: Recipe) -> np.ndarray:
        """The face, RGB, uint8 (size, size, 3); a recipe gives the same one in every process.

        Only another number of threads, another kind of processor or a compiled network may move a
        value by 1 of 255. Framed, a face may then differ by a few in the JPEG blocks concerned.
        Raises RecipeError if the recipe names another generator, other weights, a style of other
        weights, or a size that this generator does not make.
        """
        self.check(recipe)
        ws = self.ws(self.latent(recipe.seed), recipe.truncation_psi, recipe.style)[0]
        return self.picture(ws, recipe.size, recipe.noise_mode)

    def check(self, recipe: Recipe) -> None:
        """Raise RecipeError if this generator cannot follow the recipe."""
        if (recipe.generator, recipe.checkpoint_sha256) != (self.name, self.checkpoint_sha256):
            raise RecipeError(
                f"This face needs the weights {recipe.checkpoint_sha256} of {recipe.generator}, "
                f"but here are {self.checkpoint_sha256} of {self.name}; use the version of the "
                "game that made it."
            )
        self._check_size(recipe.size)
        if recipe.style is not None:
            self._style(recipe.style)

    def latent(self, seed: int) -> np.ndarray:
        """z (1, z_dim) of this seed."""
        return latent(seed, self.network.config.z_dim)

    def ws(
        self, z: np.ndarray, truncation_psi: float = 1.0, style: str | None = None
    ) -> np.ndarray:
        """z (n, z_dim) to ws (n, num_ws, w_dim), every layer's copy of w, in a style or plain."""
        pulled = None if style is None else self._style(style)
        mapped_psi = truncation_psi if pulled is None else 1.0
        with self._lock, torch.inference_mode():
            mapped = self.network.mapping(torch.from_numpy(z).to(self.device), mapped_psi)
            ws = mapped.numpy(force=True)
        return ws if pulled is None else pulled.truncated(ws, truncation_psi)

    def _style(self, name: str) -> Style:
        """The style of that name. Raises Unavailable, or RecipeError if it is of other weights."""
        style = self._styles(name) if self._styles else None
        if style is None or style.checkpoint_sha256 != self.checkpoint_sha256:
            raise RecipeError(f"{self.name} has no style {name!r}.")
        return style

    def picture(
        self, ws: np.ndarray, size: int | None = None, noise_mode: NoiseMode = "const"
    ) -> np.ndarray:
        """ws (num_ws, w_dim) to RGB, uint8 (size, size, 3); at full size unless told otherwise."""
        image = self.image(ws, self.sizes[-1] if size is None else size, noise_mode)
        with torch.inference_mode():
            pixels = image.mul_(127.5).add_(128).clamp_(0, 255).to(torch.uint8)
        return pixels.permute(1, 2, 0).numpy(force=True)

    def image(self, ws: np.ndarray, size: int, noise_mode: NoiseMode = "const") -> Tensor:
        """ws (num_ws, w_dim) to an image (3, size, size), about -1 to 1 and not clipped."""
        self._check_size(size)
        # Compiled is the usual case only; another would be compiled anew.
        synthesis: Draw = self.network.synthesis
        if noise_mode == "const":
            synthesis = self.faster.get(size, synthesis)
        # One at a time: a face keeps every core busy, and each needs some 300 MB while it is made.
        with self._lock, torch.inference_mode():
            # A copy: the array may be read-only, and Torch warns of those.
            return synthesis(torch.tensor(ws, device=self.device), size, noise_mode)

    @property
    def layer_resolutions(self) -> tuple[int, ...]:
        """The resolution in pixels at which each of the ws does its work."""
        return self.network.config.layer_resolutions

    @property
    def affine_weights(self) -> list[tuple[int, np.ndarray]]:
        """Of every layer, which w it takes and the matrix (C_in, w_dim) that makes it a style."""
        return [
            (layer, affine.weight.numpy(force=True))
            for layer, affine in self.network.synthesis.affines()
        ]

    def _check_size(self, size: int) -> None:
        if size not in self.sizes:
            *others, last = map(str, self.sizes)
            raise RecipeError(
                f"{self.name} makes faces of {', '.join(others)}{' or ' * bool(others)}{last} "
                f"pixels, not {size}."
            )

    @property
    def device(self) -> torch.device:
        """Where the weights lie."""
        return self.network.mapping.w_avg.device


def latent(seed: int, z_dim: int) -> np.ndarray:
    """z, float32 (1, z_dim), as stylegan2-ada draws it: NumPy has frozen this stream."""
    return np.random.RandomState(seed).randn(1, z_dim).astype(np.float32)
