"""What searches are good for, each as what is looked for, from where and how.

Starts and pulls were chosen by looking at what came of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.generators.projection.search import (
    IN_W,
    IN_W_PLUS,
    PULL,
    Pass,
    States,
    project,
)
from game.generators.projection.targets import FeatureMaps, Likeness, Target, Thumbnail
from game.generators.synthesis import Generator

FILLINGS, PEOPLE = 3, 4  # ways to fill in a part, people of one thumbnail
FIRST = 11  # the seed of whom the first of them begins with
FILLED_PSI, ENLARGED_PSI = 0.7, 0.5  # from farther out some do not find back to a face
ENLARGED_PULL = 0.05  # so few pixels leave a search free to leave the faces
LEAST_PULL, MOST_PULL = 0.003, 0.3  # of a drawing: as it is, and as a face is likely to be


@dataclass(frozen=True)
class Task:
    """The arguments of `project`, but for the generator."""

    target: Target
    start: np.ndarray
    passes: Sequence[Pass]
    pull: float = PULL

    def search(self, generator: Generator) -> States:
        """See `project`."""
        return project(generator, self.target, self.start, self.passes, pull=self.pull)


@dataclass(frozen=True)
class Tasks:
    """What all of them need; `features` lie on the generator's device.

    Faces are uint8 (side, side, 3), placed as the generator's are.
    """

    generator: Generator
    features: FeatureMaps

    def find(self, face: np.ndarray) -> Task:
        """The face, as near as the generator comes at 512 pixels."""
        return Task(self._like(face), self._mean(1), IN_W_PLUS)

    def find_both(self, one: np.ndarray, other: np.ndarray) -> Task:
        """Two faces, each with one w for all layers, between which a straight line makes sense."""
        return Task(self._like(one, other), self._mean(2), IN_W)

    def fill(self, face: np.ndarray, hole: np.ndarray) -> Task:
        """FILLINGS faces that look like this one outside the hole, bool (side, side)."""
        masks = np.repeat(~hole[None], FILLINGS, axis=0)
        faces = np.repeat(face[None], FILLINGS, axis=0)
        target = Likeness(faces, self.features, masks, self.generator.device)
        return Task(target, self._random(FILLINGS, FILLED_PSI), IN_W)

    def enlarge(self, thumbnail: np.ndarray) -> Task:
        """PEOPLE who shrink to one thumbnail, uint8 (16 or 32, 16 or 32, 3)."""
        target = Thumbnail(np.repeat(thumbnail[None], PEOPLE, axis=0), self.generator.device)
        return Task(target, self._random(PEOPLE, ENLARGED_PSI), IN_W, ENLARGED_PULL)

    def from_drawing(self, drawing: np.ndarray, likely: float) -> Task:
        """A face like the drawing; `likely` from 0 (follow it) to 1 (a likely face)."""
        pull = LEAST_PULL * (MOST_PULL / LEAST_PULL) ** likely
        return Task(self._like(drawing), self._mean(1), IN_W, pull)

    def _like(self, *faces: np.ndarray) -> Likeness:
        return Likeness(np.stack(faces), self.features, device=self.generator.device)

    def _mean(self, count: int) -> np.ndarray:
        return np.repeat(self.generator.ws(self.generator.latent(0), 0.0), count, axis=0)

    def _random(self, count: int, psi: float) -> np.ndarray:
        z = [self.generator.latent(seed) for seed in range(FIRST, FIRST + count)]
        return self.generator.ws(np.concatenate(z), psi)
