"""The judges that play, from the simplest to the strongest."""

from game.discriminators.judge import Judge
from game.discriminators.power_spectrum import PowerSpectrum
from game.discriminators.small_cnn import CnnJudge
from game.settings import Settings


def load_judges(settings: Settings) -> list[Judge]:
    """Every judge with its shipped weights. Raises Unavailable if one cannot be loaded."""
    return [
        PowerSpectrum.load(settings.models / "power-spectrum.safetensors"),
        CnnJudge.load(settings.models / "small-cnn.safetensors"),
    ]
