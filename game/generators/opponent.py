"""What a round asks of whom its fakes come from: a generator, or a collection of one's faces."""

from abc import ABC, abstractmethod

import numpy as np

from game.common.errors import Unavailable
from game.common.recipe import PLAY_SEEDS, NoiseMode, Recipe


class RecipeError(Unavailable):
    """A recipe that the weights at hand cannot follow."""


class Opponent(ABC):
    """Recipes and their faces, under the name and the sha256 that recipes call it by."""

    name: str
    checkpoint_sha256: str

    @property
    @abstractmethod
    def sizes(self) -> tuple[int, ...]:
        """The sizes of picture that it has, in pixels, ascending."""

    @property
    @abstractmethod
    def layer_resolutions(self) -> tuple[int, ...]:
        """The resolution in pixels at which each of the ws works; one alone where there is no w."""

    @abstractmethod
    def face(self, recipe: Recipe) -> np.ndarray:
        """The face, RGB, uint8 (size, size, 3). Raises RecipeError if it is another's."""

    def play_seeds(self, rng: np.random.Generator, number: int) -> list[int]:
        """So many seeds of faces for players, by chance. Raises Refused if there are fewer."""
        return rng.integers(PLAY_SEEDS.start, PLAY_SEEDS.stop, number).tolist()

    def recipe(
        self,
        seed: int,
        truncation_psi: float,
        size: int | None = None,
        noise_mode: NoiseMode = "const",
        *,
        style: str | None = None,
    ) -> Recipe:
        """The recipe of its face number `seed`, at full size unless told otherwise."""
        size = self.sizes[-1] if size is None else size
        of = self.name, self.checkpoint_sha256
        return Recipe(*of, seed, truncation_psi, size, noise_mode, style)
