"""Climbing: one generator's stages, from noise to the game's own fakes, as a staircase of pairs.

A round's trials are planned before it is played; a climb's next one depends on the answers so far.
Its level is not stored beside them: it is where the weights that made the fake stand on the ladder.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from game.common.language import to_say
from game.common.recipe import GENERATOR, Recipe
from game.common.settings import Settings
from game.generators.zoo import entries
from game.rounds.plan import Reveal
from game.scoring import staircase

FAMILY = "dcgan-64"


@dataclass(frozen=True)
class Rung:
    """A step of the ladder: its name, which a visitor reads, and the generator's in the zoo."""

    name: str
    generator: str


def ladder(settings: Settings) -> tuple[Rung, ...]:
    """Every stage of the GAN that was trained here, in its order, then the game's own generator."""
    stages = [
        Rung(entry["stage"], name)
        for name, entry in entries(settings).items()
        if entry.get("family") == FAMILY
    ]
    return (*stages, Rung(to_say("the game's own generator"), GENERATOR))


def steps(past: Sequence[Reveal], rungs: Sequence[Rung]) -> list[staircase.Step]:
    """Level and correctness of every scored trial; a pair with a known face is not counted.

    Nor is one whose generator has left the ladder since.
    """
    levels = {rung.generator: level for level, rung in enumerate(rungs)}
    found = []
    for reveal in past:
        (recipe,) = (face for face in reveal.faces if isinstance(face, Recipe))
        if reveal.correct is not None and recipe.generator in levels:
            found.append((levels[recipe.generator], reveal.correct))
    return found


def next_level(past: Sequence[Reveal], rungs: Sequence[Rung]) -> int | None:
    """The level of the next pair; None once the climb has ended."""
    return staircase.next_level(steps(past, rungs), len(rungs) - 1)
