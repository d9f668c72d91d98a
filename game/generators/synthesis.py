"""Seed to face: a generator of the zoo, loaded and ready to be called from any thread."""

import threading
import tomllib

import numpy as np
import torch
from torch import Tensor

from game.generators.allocator import keep_freed_memory
from game.generators.checkpoint import load_checkpoint
from game.generators.mobile_stylegan import MobileStyleGAN
from game.generators.recipe import NoiseMode, Recipe
from game.refusal import Unavailable
from game.settings import Settings


class RecipeError(Unavailable):
    """A recipe for weights other than those at hand."""


class Generator:
    """A network with the name and the sha256 that recipes call it by."""

    def __init__(self, name: str, checkpoint_sha256: str, network: MobileStyleGAN) -> None:
        self.name = name
        self.checkpoint_sha256 = checkpoint_sha256
        self.network = network
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """Height and width of a face in pixels."""
        return self.network.config.resolution

    def recipe(self, seed: int, truncation_psi: float, noise_mode: NoiseMode = "const") -> Recipe:
        """The recipe of this generator's face number `seed`."""
        return Recipe(self.name, self.checkpoint_sha256, seed, truncation_psi, noise_mode)

    def face(self, recipe: Recipe) -> np.ndarray:
        """The face, RGB, uint8 (size, size, 3); a recipe gives the same one in every process.

        Only another number of threads or another kind of processor may move a value by 1 of 255.
        Raises RecipeError if the recipe names another generator or other weights.
        """
        if (recipe.generator, recipe.checkpoint_sha256) != (self.name, self.checkpoint_sha256):
            raise RecipeError(
                f"This face needs the weights {recipe.checkpoint_sha256} of {recipe.generator}, "
                f"but here are {self.checkpoint_sha256} of {self.name}; use the version of the "
                "game that made it."
            )
        z = latent(recipe.seed, self.network.config.z_dim)
        image = self.image(z, recipe.truncation_psi, recipe.noise_mode)
        with torch.inference_mode():
            pixels = image.mul_(127.5).add_(128).clamp_(0, 255).to(torch.uint8)
        return pixels.permute(1, 2, 0).cpu().numpy()

    def image(self, z: np.ndarray, truncation_psi: float, noise_mode: NoiseMode) -> Tensor:
        """z (1, z_dim) to an image (3, size, size), about -1 to 1 and not clipped."""
        device = self.network.mapping.w_avg.device
        # One at a time: a face keeps every core busy, and each needs some 300 MB while it is made.
        with self._lock, torch.inference_mode():
            ws = self.network.mapping(torch.from_numpy(z).to(device), truncation_psi)
            image: Tensor = self.network.synthesis(ws[0], noise_mode)
            return image


def latent(seed: int, z_dim: int) -> np.ndarray:
    """z, float32 (1, z_dim), as stylegan2-ada draws it: NumPy has frozen this stream."""
    return np.random.RandomState(seed).randn(1, z_dim).astype(np.float32)


def load_generator(name: str, settings: Settings) -> Generator:
    """The generator of that name in assets/generators.toml, on the GPU if there is one.

    Raises Unavailable if the zoo has none of that name, CheckpointError if its weights are missing
    or broken.
    """
    zoo = tomllib.loads((settings.assets / "generators.toml").read_text())
    if name not in zoo:
        raise Unavailable(f"There is no generator {name!r} in the zoo; there is {', '.join(zoo)}.")
    keep_freed_memory()
    sha256 = zoo[name]["checkpoint_sha256"]
    network = load_checkpoint(settings.generators / f"{name}.safetensors", sha256)
    return Generator(name, sha256, network.to("cuda" if torch.cuda.is_available() else "cpu"))
