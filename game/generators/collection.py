"""Faces of a generator that is not here: a collection of its pictures, which came with the game.

A seed names a picture instead of making one: it is the first 32 bits of the sha256 of its file. So
a recipe says which picture it was, and is drawn again from the store like any other.
"""

import hashlib
import io
import tomllib
from pathlib import Path

import numpy as np
from PIL import Image

from game.common.errors import Refused, Unavailable
from game.common.files import sha256_of
from game.common.language import say
from game.common.recipe import Recipe
from game.common.settings import Settings
from game.generators.opponent import Opponent, RecipeError

COLLECTION = "stable-diffusion-3"
SIDE = 512  # pixels of a face, placed as the generator's faces are


class Collection(Opponent):
    """Pictures by their seeds, with what rounds ask of whom they are dealt from."""

    sizes = (SIDE,)
    layer_resolutions = (SIDE,)  # there is no w to truncate

    def __init__(self, name: str, folder: Path, files: dict[str, str]) -> None:
        """`files`: the sha256 of each by its name in the folder."""
        self.name = name
        self._folder = folder
        self._files = {int(sha256[:8], 16): (file, sha256) for file, sha256 in files.items()}
        every = "".join(sorted(files.values()))
        self.checkpoint_sha256 = hashlib.sha256(every.encode()).hexdigest()

    def play_seeds(self, rng: np.random.Generator, number: int) -> list[int]:
        """Seeds of so many different faces, by chance. Raises Refused if there are fewer."""
        seeds = sorted(self._files)
        if number > len(seeds):
            raise Refused(
                say("There are only {n} faces of this opponent; play fewer.", n=len(seeds))
            )
        return [seeds[at] for at in rng.permutation(len(seeds))[:number]]

    def face(self, recipe: Recipe) -> np.ndarray:
        """The face, RGB, uint8 (512, 512, 3).

        Raises RecipeError for a recipe of another collection, Unavailable for a file that is
        missing or another one.
        """
        if (recipe.generator, recipe.checkpoint_sha256) != (self.name, self.checkpoint_sha256):
            raise RecipeError(
                f"This face is of {recipe.generator} {recipe.checkpoint_sha256}, but here is "
                f"{self.name} {self.checkpoint_sha256}; use the version of the game that showed it."
            )
        if recipe.seed not in self._files:
            raise RecipeError(f"{self.name} has no face {recipe.seed}.")
        file, sha256 = self._files[recipe.seed]
        path = self._folder / file
        if not path.is_file() or sha256_of(path) != sha256:
            raise Unavailable(
                say("{path} is missing or damaged; install the game anew.", path=path)
            )
        with Image.open(io.BytesIO(path.read_bytes()), formats=["JPEG"]) as image:
            return np.asarray(image.convert("RGB"))


def load_collection(name: str, settings: Settings) -> Collection:
    """The collection of that name, described in assets/collections."""
    folder = settings.assets / "collections" / name
    described = tomllib.loads((folder / "collection.toml").read_text())
    return Collection(name, folder, described["files"])
