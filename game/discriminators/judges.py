"""The judges that play, from the simplest to the one that has seen most, and their model cards."""

import re

from game.common.errors import Unavailable
from game.common.language import say
from game.common.settings import Settings
from game.discriminators.clip.probe import ClipProbe
from game.discriminators.clip.tower import load_tower, tower_file
from game.discriminators.critic_judge import CriticJudge
from game.discriminators.judge import Judge
from game.discriminators.linear_judge import LinearJudge
from game.discriminators.neighbour_residuals import NeighbourJudge
from game.discriminators.network_judge import NetworkJudge
from game.discriminators.patch_detector import PatchJudge
from game.discriminators.power_spectrum import PowerSpectrum
from game.discriminators.small_cnn import CnnJudge
from game.discriminators.symmetry import Symmetry

# By the name of their weights and card in models/.
JUDGES: dict[str, type[LinearJudge | NetworkJudge | ClipProbe]] = {
    "symmetry": Symmetry,
    "power-spectrum": PowerSpectrum,
    "critic": CriticJudge,
    "small-cnn": CnnJudge,
    "patch-detector": PatchJudge,
    "neighbour-residuals": NeighbourJudge,
    "clip-probe": ClipProbe,
}


PROBE = "clip-probe"  # the one that joins later


def load_judges(settings: Settings) -> list[Judge]:
    """Every judge that plays here; without the CLIP probe until set-up has fetched its network.

    Raises Unavailable if one cannot be loaded.
    """
    at_hand = tower_file(settings).is_file()
    names = [name for name in chosen(settings) if name != PROBE or at_hand]
    return [load_judge(name, settings) for name in names]


def load_first_judges(settings: Settings) -> list[Judge]:
    """Those that play from the beginning: the CLIP probe's network takes seconds to load."""
    names = [name for name in chosen(settings) if name != PROBE]
    return [load_judge(name, settings) for name in names]


def load_judge(name: str, settings: Settings) -> Judge:
    """The judge whose weights are called so. Raises Unavailable with what is missing."""
    kind, weights = JUDGES[name], settings.models / f"{name}.safetensors"
    if issubclass(kind, ClipProbe):
        return kind.load(weights, load_tower(settings))
    return kind.load(weights)


def chosen(settings: Settings) -> list[str]:
    """Which judges GAME_JUDGES names, in the order of JUDGES. Raises Unavailable for another."""
    named = {name.strip() for name in settings.judges.split(",")} - {""} or set(JUDGES)
    if unknown := sorted(named - set(JUDGES)):
        raise Unavailable(
            say(
                "GAME_JUDGES names {unknown}; there are: {known}.",
                unknown=unknown[0],
                known=", ".join(JUDGES),
            )
        )
    return [name for name in JUDGES if name in named]


def paragraphs(card: str) -> list[str]:
    """Of a model card: heading, paragraphs and list items before "## Figures", a line each."""
    prose, _, _ = card.partition("## Figures")
    return [" ".join(part.split()) for part in re.split(r"\n(?=\n|- )", prose.strip())]
