"""The fakes of a round: recipes that follow from a secret seed, and what photos are matched by."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from game.common.recipe import FACE_SIZE, TRUNCATION_PSI, Recipe
from game.faces.decks.deck import Deck
from game.generators.opponent import Opponent

ROUND_LENGTH = 10

# A generator by its name and, if it is trained anew now and then, the sha256 of its weights.
Opponents = Callable[[str, str | None], Opponent]


@dataclass(frozen=True)
class Fakes:
    """The fakes of a round to come: recipes, and what match() needs, (n, k)."""

    seed: int
    recipes: tuple[Recipe, ...]
    content: np.ndarray


def fake(
    generator: Opponent,
    seed: int,
    psi: float = TRUNCATION_PSI,
    size: int = FACE_SIZE,
    style: str | None = None,
) -> Recipe:
    """A fake as the game deals it: what judges learn from and are measured on, too.

    Of the sizes that the generator makes, the least that fills `size` pixels, or its largest.
    """
    fitting = [made for made in generator.sizes if made >= size]
    made = fitting[0] if fitting else generator.sizes[-1]
    if len(generator.layer_resolutions) == 1:  # without w there is nothing to truncate
        psi = 1.0
    return generator.recipe(seed, psi, made, style=style)


def thumbnail(recipe: Recipe, deck: Deck) -> int | None:
    """The size of a fake too small for the frame; its photo is then reduced to that, too."""
    return recipe.size if recipe.size < deck.frame.size[0] else None
