"""The judges that play, from the simplest to the one that has seen most, and their model cards."""

import re

from game.common.settings import Settings
from game.discriminators.critic_judge import CriticJudge
from game.discriminators.judge import Judge
from game.discriminators.linear_judge import LinearJudge
from game.discriminators.network_judge import NetworkJudge
from game.discriminators.patch_detector import PatchJudge
from game.discriminators.power_spectrum import PowerSpectrum
from game.discriminators.small_cnn import CnnJudge
from game.discriminators.symmetry import Symmetry

# By the name of their weights and card in models/.
JUDGES: dict[str, type[LinearJudge | NetworkJudge]] = {
    "symmetry": Symmetry,
    "power-spectrum": PowerSpectrum,
    "critic": CriticJudge,
    "small-cnn": CnnJudge,
    "patch-detector": PatchJudge,
}


def load_judges(settings: Settings) -> list[Judge]:
    """Every judge with its shipped weights. Raises Unavailable if one cannot be loaded."""
    return [kind.load(settings.models / f"{name}.safetensors") for name, kind in JUDGES.items()]


def paragraphs(card: str) -> list[str]:
    """Of a model card: heading, paragraphs and list items before "## Figures", a line each."""
    prose, _, _ = card.partition("## Figures")
    return [" ".join(part.split()) for part in re.split(r"\n(?=\n|- )", prose.strip())]
