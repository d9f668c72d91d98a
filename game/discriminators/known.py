"""What is known of the judges without their networks: which there are, their names, their cards."""

import re
from dataclasses import dataclass

import numpy as np

from game.common.errors import Unavailable
from game.common.files import sha256_of
from game.common.language import say, to_say
from game.common.settings import Settings

# By the name of their weights and card in models/, from the simplest to the one that has seen most.
NAMES = {
    "symmetry": to_say("Symmetry"),
    "power-spectrum": to_say("Spectrum"),
    "critic": to_say("Critic"),
    "small-cnn": to_say("Small CNN"),
    "patch-detector": to_say("Patch detector"),
    "neighbour-residuals": to_say("Neighbour residuals"),
    "clip-probe": to_say("CLIP probe"),
}
PROBE = "clip-probe"  # the one that joins later


@dataclass(frozen=True)
class JudgeElsewhere:
    """A judge that workers have: a server needs to know no more of it."""

    name: str
    checkpoint_sha256: str

    def p_fake(self, pictures: np.ndarray) -> np.ndarray:
        """Raises Unavailable: whoever wants this asks a worker."""
        raise Unavailable(say("This server has no judges of its own."))


def judges_elsewhere(settings: Settings) -> list[JudgeElsewhere]:
    """Those that play. Raises Unavailable if GAME_JUDGES names another."""
    return [
        JudgeElsewhere(NAMES[name], sha256_of(settings.models / f"{name}.safetensors"))
        for name in chosen(settings)
    ]


def chosen(settings: Settings) -> list[str]:
    """Which judges GAME_JUDGES names, in the order of NAMES. Raises Unavailable for another."""
    named = {name.strip() for name in settings.judges.split(",")} - {""} or set(NAMES)
    if unknown := sorted(named - set(NAMES)):
        raise Unavailable(
            say(
                "GAME_JUDGES names {unknown}; there are: {known}.",
                unknown=unknown[0],
                known=", ".join(NAMES),
            )
        )
    return [name for name in NAMES if name in named]


def paragraphs(card: str) -> list[str]:
    """Of a model card: heading, paragraphs and list items before "## Figures", a line each."""
    prose, _, _ = card.partition("## Figures")
    return [" ".join(part.split()) for part in re.split(r"\n(?=\n|- )", prose.strip())]
