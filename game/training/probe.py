"""The CLIP probe's head: a logistic regression on embeddings, and what each ingredient brings."""

from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from game.common.settings import Settings
from game.discriminators.clip.probe import p_of
from game.faces.decks.deck import DECK
from game.generators.weights import write_weights
from game.scoring.calibration import fit_platt
from game.training.cameras import CANADA
from game.training.embedded import Embedded, embed_all, load_embedded
from game.training.faces import DEALT, PLAIN, PartName
from game.training.groups import Group
from game.training.travel import beside_each_other

# Of the regression: the weight of errors against that of squared weights. Chosen, as was what the
# head is fitted to, by leaving out each generator and the second camera in turn.
C = 3.0
Head = tuple[np.ndarray, float]  # weight (512,), bias

Kept = Callable[[Group], bool]  # which groups a head is fitted to


def usual(group: Group) -> bool:
    """All but the repainted photos: they taught a head nothing that holds elsewhere."""
    return group.changed != "repainted"


INGREDIENTS: dict[str, Kept] = {
    "nothing": usual,
    "disturbed faces": lambda group: group.changed == "",
    "the second camera": lambda group: usual(group) and group.origin != CANADA,
    "GANs trained here": lambda group: usual(group) and not group.small,
    "fakes as dealt": lambda group: usual(group) and group.stage != DEALT.stage,
    "plain fakes": lambda group: usual(group) and group.stage != PLAIN.stage,
    "all but the game's own pairs": lambda group: (
        not (group.changed or group.small) and (group.origin == DECK or group.stage == DEALT.stage)
    ),
    "nothing, and repainted photos added": lambda _: True,
}


def train_probe(settings: Settings) -> None:
    """Embed all faces, fit the head to them, write its weights."""
    weight, bias = fit_head(embed_all(settings))
    weights = {"weight": weight, "bias": np.array([bias])}
    write_weights(settings.models / "clip-probe.safetensors", weights)


def fit_head(embedded: Embedded, kept: Kept = usual) -> Head:
    """A head of the groups that are kept, calibrated on other faces of the same groups.

    Photos and fakes weigh the same, and so do all groups of either.
    """
    seen, fake, weight = labelled(embedded, "fit", kept)
    regression = LogisticRegression(C=C, max_iter=5000).fit(seen, fake, weight * len(fake))
    direction, shift = regression.coef_[0], regression.intercept_[0]
    seen, fake, _ = labelled(embedded, "validation", kept)
    slope, moved = fit_platt(seen @ direction + shift, fake)
    return (slope * direction).astype(np.float32), float(slope * shift + moved)


def labelled(
    embedded: Embedded, part: PartName, kept: Kept
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Embeddings (n, 512), which are fakes (n,) bool, and weights (n,) that sum to one."""
    chosen = [(g, rows) for g, rows in embedded.items() if g.part == part and kept(g)]
    fakes = sum(group.fake for group, _ in chosen)
    share = {True: 0.5 / fakes, False: 0.5 / (len(chosen) - fakes)}
    seen = np.concatenate([rows for _, rows in chosen])
    fake = np.concatenate([np.full(len(rows), group.fake) for group, rows in chosen])
    weight = [np.full(len(rows), share[group.fake] / len(rows)) for group, rows in chosen]
    return seen, fake, np.concatenate(weight)


def without(embedded: Embedded, generator: str | None) -> Head:
    """A head that has never seen this generator's fakes."""
    return fit_head(embedded, _all_but(generator))


def ablate(settings: Settings) -> list[dict[str, Any]]:
    """Rows {left_out, camera, generator, stage, masked} with what `measure` finds.

    The head is fitted anew without each ingredient, and without each generator in turn
    ("generator NAME"), and measured on faces that nobody has learned from.
    """
    embedded = load_embedded(settings)
    generators = sorted({group.origin for group in embedded if group.fake and group.stage})
    others: dict[str, Kept] = {f"generator {name}": _all_but(name) for name in generators}
    rows = []
    for left_out, kept in (INGREDIENTS | others).items():
        head = fit_head(embedded, kept)
        p = {g: p_of(seen, *head) for g, seen in embedded.items() if g.part == "held_out"}
        rows += [{"left_out": left_out} | row for row in beside_each_other(p)]
    return rows


def _all_but(generator: str | None) -> Kept:
    return lambda group: usual(group) and group.origin != generator
