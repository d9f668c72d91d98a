"""The judges that play, loaded; what is known of them without that: `known`."""

from game.common.settings import Settings
from game.discriminators.clip.probe import ClipProbe
from game.discriminators.clip.tower import load_tower, tower_file
from game.discriminators.critic_judge import CriticJudge
from game.discriminators.judge import Judge
from game.discriminators.known import PROBE, chosen
from game.discriminators.linear_judge import LinearJudge
from game.discriminators.neighbour_residuals import NeighbourJudge
from game.discriminators.network_judge import NetworkJudge
from game.discriminators.patch_detector import PatchJudge
from game.discriminators.power_spectrum import PowerSpectrum
from game.discriminators.small_cnn import CnnJudge
from game.discriminators.symmetry import Symmetry

# By the names of `known`, in its order.
JUDGES: dict[str, type[LinearJudge | NetworkJudge | ClipProbe]] = {
    "symmetry": Symmetry,
    "power-spectrum": PowerSpectrum,
    "critic": CriticJudge,
    "small-cnn": CnnJudge,
    "patch-detector": PatchJudge,
    "neighbour-residuals": NeighbourJudge,
    "clip-probe": ClipProbe,
}


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
