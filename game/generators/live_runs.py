"""What live runs have kept: the stages of the theatre's trainings, in HOME/training/live, numbered.

A stage's weights are written before its sheet of faces, which is what says that it is there.
"""

from pathlib import Path

from game.common.errors import Unavailable
from game.common.files import sha256_of
from game.common.language import say
from game.common.settings import Settings
from game.generators.opponent import Opponent

LIVE = "live"  # the name of a live run's generator, whatever its weights


def home(settings: Settings) -> Path:
    """The folder of all runs."""
    return settings.home / "training" / "live"


def runs(settings: Settings) -> list[Path]:
    """Folders of runs, the newest last."""
    return sorted(run for run in home(settings).glob("[0-9]" * 4) if run.is_dir())


def trained(settings: Settings) -> Path | None:
    """The folder of the newest run that has faces: stage-NN.safetensors, as the zoo loads them."""
    begun = [run for run in runs(settings) if any(run.glob("stage-*.png"))]
    return begun[-1] if begun else None


def newest(settings: Settings) -> str:
    """The sha256 of the newest faces' weights. Raises Unavailable before the first."""
    stages = _stages(settings)
    if not stages:
        raise Unavailable(
            say("No live run has faces yet; start one on the page “Watch a network learn”.")
        )
    return sha256_of(stages[0])


def generator(settings: Settings, sha256: str) -> Opponent:
    """A live run's generator with these weights. Raises Unavailable once they are gone."""
    from game.generators.checkpoint import load_checkpoint  # Torch, which a server may do without
    from game.generators.synthesis import Generator

    for weights in _stages(settings):
        if sha256_of(weights) == sha256:
            return Generator(LIVE, sha256, load_checkpoint(weights, sha256))
    raise Unavailable(
        say("The network that made this face was trained live, and is no longer kept.")
    )


def _stages(settings: Settings) -> list[Path]:
    """The weights of every stage that a live run has kept, the newest first."""
    found = [
        sheet.with_suffix(".safetensors")
        for run in runs(settings)
        for sheet in sorted(run.glob("stage-*.png"))
    ]
    return found[::-1]
