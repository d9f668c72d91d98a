"""The ladder that a climb leads up: one generator's stages, then the game's own generator."""

from dataclasses import dataclass

from game.common.language import say, to_say
from game.common.recipe import GENERATOR
from game.common.settings import Settings
from game.generators.manifest import entries

FAMILY = "dcgan-64"


@dataclass(frozen=True)
class Step:
    """A step of the ladder: its name in the zoo's list, and the generator's."""

    name: str
    generator: str

    @property
    def title(self) -> str:
        """As a visitor reads it."""
        return say(self.name) if self.generator == GENERATOR else stage_name(self.name)


def ladder(settings: Settings) -> tuple[Step, ...]:
    """Every stage of the GAN that was trained here, in its order, then the game's own generator."""
    stages = [
        Step(entry["stage"], name)
        for name, entry in entries(settings).items()
        if entry.get("family") == FAMILY
    ]
    return (*stages, Step(to_say("the game's own generator"), GENERATOR))


def stage_name(stage: str) -> str:
    """A stage as a visitor reads it: "untrained", "15k images"; whatever else stays as it is."""
    if stage == "untrained":
        return say("untrained")
    thousands = stage.removesuffix("k images")
    return stage if thousands == stage else say("{n}k images", n=thousands)
