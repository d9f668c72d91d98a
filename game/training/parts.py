"""What each judge is fitted to and calibrated on: photos and fakes of several origins."""

from collections.abc import Collection
from typing import Literal

import numpy as np

from game.common.settings import Settings
from game.faces.decks.deck import DECK, load_frame
from game.training.aligned import repainted
from game.training.cameras import CANADA, canada
from game.training.faces import (
    DEALT,
    LARGE,
    PLAIN,
    Part,
    Source,
    fakes,
    load_parts,
    photos,
    sources,
)
from game.training.fitting import CRITIC_OF, SEED, Parts

TRAVELLING = ("patch-detector", "neighbour-residuals")  # learn from several generators


def parts_of(
    name: str,
    part: Literal["fit", "validation"],
    settings: Settings,
    without: Collection[str] = (),
    most: int | None = None,
) -> Parts:
    """What the judge of that name is fitted to, or calibrated on.

    `without` these generators, and with so many fakes of a stage at most.
    """
    if name == "critic":  # in the duel that it knows; elsewhere its verdicts are what they are
        chosen = [source for source in sources(settings) if source.entry == CRITIC_OF]
    elif name in TRAVELLING:
        chosen = [source for source in sources(settings) if source != LARGE]
    else:
        chosen = [DEALT, PLAIN]
    known = [source for source in chosen if source.generator not in without]
    parts = load_parts(known, part, settings, most)
    if name == "neighbour-residuals":
        dealt = DEALT if DEALT in known else None
        parts |= aligned_parts(part, settings, dealt, most)
    return parts


def aligned_parts(
    part: Literal["fit", "validation"],
    settings: Settings,
    beside: Source | None = DEALT,
    most: int | None = None,
) -> dict[str, list[Part]]:
    """Photos beside themselves painted anew, and a second camera's `beside` fakes."""
    frame, rng = load_frame(DECK, settings), np.random.default_rng(SEED)
    second = canada(part, settings)
    both = np.concatenate([photos(part, settings), second])
    painted = np.stack([repainted(photo, rng, frame) for photo in both])
    found = {"repainted": [Part(both, painted)]}
    if beside:
        found[CANADA] = [Part(second, fakes(beside, part, settings, most))]
    return found
