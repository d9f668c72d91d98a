"""Training the judges: fit on train faces, calibrate on validation faces, measure on play faces."""

import time
from functools import partial
from typing import Any

from game.common.errors import Refused
from game.common.settings import Settings
from game.discriminators.judges import JUDGES, load_judge
from game.discriminators.known import PROBE
from game.discriminators.verdict import JURY_FILE, TRAVELLERS
from game.generators.weights import write_weights
from game.training.answers import Faces
from game.training.evaluation import FEW
from game.training.faces import DEALT, fakes, reals
from game.training.fitting import fits
from game.training.leave_one_out import train_jury
from game.training.measuring import measure
from game.training.parts import parts_of
from game.training.probe import train_probe


def train(name: str, settings: Settings) -> dict[str, Any]:
    """Fit one judge, write its weights, and return its figures on the game's own pairs.

    The jury's weights come last, when its members are there; what is returned is how much each of
    them weighs.
    """
    if name == JURY_FILE:
        weight, bias = train_jury(settings)
        return dict(zip(TRAVELLERS, weight.tolist(), strict=True)) | {"bias": bias}
    if name not in JUDGES:
        named = ", ".join((*JUDGES, JURY_FILE))
        raise Refused(f"There is no judge {name!r} to train; there are: {named}.")
    began = time.perf_counter()
    if name == PROBE:
        train_probe(settings)
    else:
        fit, validation = (parts_of(name, part, settings) for part in ("fit", "validation"))
        began = time.perf_counter()  # without the fakes, which are made once for all judges
        weights = fits(settings)[name](fit, validation)
        write_weights(settings.models / f"{name}.safetensors", weights)
    minutes = (time.perf_counter() - began) / 60
    judge = load_judge(name, settings)
    few = FEW if name == PROBE else None  # it takes a quarter of a second a face
    both = (Faces(partial(made, DEALT, "held_out", settings, few)) for made in (reals, fakes))
    figures = measure(*(faces.p_fake(judge) for faces in both))
    return {"judge": judge.name, "training_minutes": round(minutes, 1)} | figures
