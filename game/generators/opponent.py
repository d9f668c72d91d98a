"""What a round asks of whom its fakes come from: a generator, or a collection of one's faces."""

from typing import Protocol

import numpy as np

from game.common.recipe import NoiseMode, Recipe


class Opponent(Protocol):
    """Recipes and their faces; see `Generator`, whose members these are."""

    @property
    def name(self) -> str: ...
    @property
    def checkpoint_sha256(self) -> str: ...
    @property
    def sizes(self) -> tuple[int, ...]: ...
    @property
    def layer_resolutions(self) -> tuple[int, ...]: ...

    def play_seeds(self, rng: np.random.Generator, number: int) -> list[int]:
        """Seeds of faces for players, by chance."""

    def recipe(
        self,
        seed: int,
        truncation_psi: float,
        size: int | None = None,
        noise_mode: NoiseMode = "const",
        *,
        style: str | None = None,
    ) -> Recipe: ...

    def face(self, recipe: Recipe) -> np.ndarray: ...
