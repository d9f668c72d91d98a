"""How much the jury's members weigh; they and it on fakes of a generator that they never saw."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.discriminators.clip.probe import ClipProbe, p_of
from game.discriminators.judge import Judge
from game.discriminators.judges import load_judge
from game.discriminators.neighbour_residuals import NeighbourJudge
from game.discriminators.verdict import JURY, JURY_FILE, TRAVELLERS, log_odds
from game.faces.decks.deck import DECK
from game.generators.weights import write_weights
from game.training.answers import Faces
from game.training.cameras import LONDON, SD3
from game.training.embedded import Embedded, load_embedded
from game.training.fitting import fit_neighbour_residuals
from game.training.groups import Group, groups
from game.training.measuring import measure
from game.training.parts import parts_of
from game.training.probe import Head, fit_head, usual, without
from game.training.travel import side_by_side

NEIGHBOURS = "neighbour-residuals"
STEPS, MOST = 400, 200  # of a training without generators, half of the usual; fakes of a stage

Said = Mapping[Group, np.ndarray]  # by group, log odds of TRAVELLERS (n, 2)


def leave_one_out(settings: Settings) -> list[dict[str, Any]]:
    """Rows {judge, generator, stage} with what `measure` finds beside the deck's photos.

    A generator is kept from the jury's members at all its stages, and from how much they weigh: the
    neighbour residuals are trained once without all GANs whose faces are thumbnails, rather than
    for each of them. The jury always answers here.
    """
    embedded = load_embedded(settings)
    shown = _faces(embedded, settings)
    small = {group.origin: group.small for group in shown if _learned_from(group)}
    networks = {
        thumbnails: _without([name for name in small if small[name] == thumbnails], settings)
        for thumbnails in set(small.values())
    }
    rows = []
    for generator in progress_bar(list(small), "generators left out"):
        network, head = networks[small[generator]], without(embedded, generator)
        said = {g: _odds(network, faces, embedded[g], head) for g, faces in shown.items()}
        known = {g: odds for g, odds in said.items() if g.origin != generator}
        weight, bias = fit_jury(known)
        held_out = [g for g in said if g.part == "held_out" and g.origin in (DECK, generator)]
        for photos, fakes in side_by_side(held_out):
            odds = [np.column_stack([said[g], said[g] @ weight + bias]) for g in (photos, fakes)]
            for index, name in enumerate((*TRAVELLERS, JURY)):
                about = {"judge": name, "generator": generator, "stage": fakes.stage}
                rows.append(about | measure(*(expit(one[:, index]) for one in odds)))
    return rows


def train_jury(settings: Settings) -> Head:
    """Write, and return, how much each member's word weighs."""
    embedded, network = load_embedded(settings), load_judge(NEIGHBOURS, settings)
    head = fit_head(embedded)
    weight, bias = fit_jury(
        {
            group: _odds(network, faces, embedded[group], head)
            for group, faces in _faces(embedded, settings).items()
            if group.part == "validation"
        }
    )
    weights = {"weight": weight, "bias": np.array([bias])}
    write_weights(settings.models / f"{JURY_FILE}.safetensors", weights)
    return weight, bias


def fit_jury(said: Said) -> Head:
    """Weights (2,) and a bias for log odds: a logistic regression on validation faces.

    Photos and fakes weigh the same, and so does every group of either. Its members were fitted to
    other faces (Wolpert 1992, "Stacked generalization").
    """
    shown = {group: odds for group, odds in said.items() if group.part == "validation"}
    fake = np.concatenate([np.full(len(odds), group.fake) for group, odds in shown.items()])
    kinds = Counter(group.fake for group in shown)
    weight = np.concatenate(
        [np.full(len(odds), 1 / len(odds) / kinds[group.fake]) for group, odds in shown.items()]
    )
    odds = np.concatenate(list(shown.values()))
    regression = LogisticRegression().fit(odds, fake, weight / weight.mean())
    return regression.coef_[0].astype(np.float32), float(regression.intercept_[0])


def _faces(embedded: Embedded, settings: Settings) -> dict[Group, Faces]:
    """Faces with their background that the jury's members were not fitted to, of cameras and
    generators that they may be fitted to.
    """
    return {
        group: Faces(make)
        for group, make in groups(settings)
        if group in embedded
        and group.part != "fit"
        and usual(group)
        and group.changed != "masked"
        and group.origin not in (LONDON, SD3)
    }


def _learned_from(group: Group) -> bool:
    """Whether there are fakes of its generator that are learned from."""
    return group.fake and group.part == "validation"


def _odds(network: Judge, faces: Faces, embedded: np.ndarray, head: Head) -> np.ndarray:
    """Log odds of TRAVELLERS (n, 2)."""
    return log_odds({network.name: faces.p_fake(network), ClipProbe.name: p_of(embedded, *head)})


def _without(generators: Collection[str], settings: Settings) -> NeighbourJudge:
    """Trained without these; kept in the game's home, as it takes minutes."""
    name = "-".join([NEIGHBOURS, "without", *generators])
    kept = settings.home / "left-out" / f"{name}.safetensors"
    if not kept.exists():
        fit = parts_of(NEIGHBOURS, "fit", settings, generators, MOST)
        validation = parts_of(NEIGHBOURS, "validation", settings, generators, MOST)
        write_weights(kept, fit_neighbour_residuals(fit, validation, STEPS))
    return NeighbourJudge.load(kept)
