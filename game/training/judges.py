"""Training the judges: fit on train faces, calibrate on validation faces, measure on play faces."""

import time
from typing import Any, Literal

import numpy as np

from game.common.errors import Refused
from game.common.settings import Settings
from game.discriminators.judges import JUDGES, PROBE, load_judge
from game.faces.decks.deck import DECK, load_frame
from game.generators.weights import write_weights
from game.training.aligned import repainted
from game.training.cameras import CANADA, canada
from game.training.evaluation import FEW
from game.training.faces import (
    DEALT,
    LARGE,
    PLAIN,
    Part,
    load_part,
    load_parts,
    photos,
    sources,
)
from game.training.fitting import CRITIC_OF, SEED, Parts, fits
from game.training.measuring import measure, milliseconds, p_fake
from game.training.probe import train_probe

TRAVELLING = ("patch-detector", "neighbour-residuals")  # learn from several generators


def train(name: str, settings: Settings) -> dict[str, Any]:
    """Fit one judge, write its weights and the figures of its card, and return these figures."""
    known = fits(settings)
    if name not in JUDGES:
        raise Refused(f"There is no judge {name!r} to train; there are: {', '.join(JUDGES)}.")
    began = time.perf_counter()
    path = settings.models / f"{name}.safetensors"
    if name == PROBE:
        train_probe(settings)
    else:
        fit, validation = (_parts(name, part, settings) for part in ("fit", "validation"))
        began = time.perf_counter()  # without the fakes, which are made once for all judges
        write_weights(path, known[name](fit, validation))
    minutes = (time.perf_counter() - began) / 60
    judge, held_out = load_judge(name, settings), load_part(DEALT, "held_out", settings)
    number = FEW if name == PROBE else len(held_out.fakes)  # it takes a quarter of a second a face
    shown = held_out.reals[:number], held_out.fakes[:number]
    figures = measure(*(p_fake(judge, faces) for faces in shown))
    figures |= {"ms_per_face": milliseconds(judge, held_out.reals)}
    figures |= {"training_minutes": round(minutes, 1)}
    card = path.with_suffix(".md")
    card.write_text(with_figures(card.read_text(), figures))
    return {"judge": name} | figures


def _parts(name: str, part: Literal["fit", "validation"], settings: Settings) -> Parts:
    """What the judge of that name is fitted to, or calibrated on."""
    if name == "critic":  # in the duel that it knows; elsewhere its verdicts are what they are
        chosen = [source for source in sources(settings) if source.entry == CRITIC_OF]
    elif name in TRAVELLING:
        chosen = [source for source in sources(settings) if source != LARGE]
    else:
        chosen = [DEALT, PLAIN]
    parts = load_parts(chosen, part, settings)
    if name == "neighbour-residuals":
        parts |= aligned_parts(part, settings)
    return parts


def aligned_parts(part: Literal["fit", "validation"], settings: Settings) -> dict[str, list[Part]]:
    """Photos beside themselves painted anew, and a second camera's beside the fakes dealt."""
    frame, rng = load_frame(DECK, settings), np.random.default_rng(SEED)
    second = canada(part, settings)
    both = np.concatenate([photos(part, settings), second])
    painted = np.stack([repainted(photo, rng, frame) for photo in both])
    dealt = load_part(DEALT, part, settings).fakes
    return {"repainted": [Part(both, painted)], CANADA: [Part(second, dealt)]}


def with_figures(card: str, figures: dict[str, Any]) -> str:
    """The card with the table after its line `## Figures` made anew."""
    head, line, _ = card.partition("## Figures\n")
    if not line:
        raise Refused("The card has no line '## Figures' under which its figures could stand.")
    rows = "\n".join(
        f"| {name} | {f'{value:.3f}' if isinstance(value, float) else value} |"
        for name, value in figures.items()
        if name != "reliability"
    )
    return f"{head}{line}\n| measure | value |\n| --- | --- |\n{rows}\n"
