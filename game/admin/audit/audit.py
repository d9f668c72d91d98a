"""The audit: can a simple classifier tell fakes from photos by what must not tell?

It is run on pairs dealt as players get them. `container` cues must carry nothing (AUC within 0.40
to 0.60). `content` cues are about the picture as a whole; photos and fakes really differ there, and
matching keeps single numbers weak. The thumbnail says how much is left to who looks at everything.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from game.admin.audit.cues import CUES
from game.admin.audit.look import Look
from game.common.errors import Refused
from game.common.recipe import GENERATOR
from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.faces.decks.deck import Deck
from game.faces.detector.mtcnn import load_detector
from game.generators.zoo import load_generator
from game.rounds.dealing.dealer import Dealer
from game.rounds.plan import Dealt, Photo, Plan
from game.rounds.stored import shift_of
from game.scoring.auc import auc_interval
from game.scoring.intervals import wilson

SEED = 20181204


def audit(settings: Settings, deck: Deck, psi: float, rounds: int) -> list[dict[str, Any]]:
    """Deal rounds of ten pairs of a deck, with fakes in its style, and test every cue.

    Player after player; rows as `examine_cues` has them.
    """
    return examine_cues(*dealt_looks(settings, deck, psi, rounds))


def dealt_looks(
    settings: Settings, deck: Deck, psi: float, rounds: int
) -> tuple[list[Look], list[Look], list[str]]:
    """Fakes and photos of that many rounds of ten, pair by pair, and the photos' names."""
    detector = load_detector(settings)
    dealer = Dealer(deck, load_generator(GENERATOR, settings), [], detector)
    frame = deck.frame
    seen: set[str] = set()
    plan = Plan(deck.name, truncation_psi=psi, style=deck.style)
    fakes, photos, groups = [], [], []
    for seed in progress_bar(range(SEED, SEED + rounds), desc="rounds dealt", unit="round"):
        made = dealer.make(seed, plan)
        try:
            trials = dealer.trials(made, plan, seen)
        except Refused:  # this player has seen all that can be dealt; the next one sits down
            seen.clear()
            trials = dealer.trials(made, plan, seen)
        for position, faces in enumerate(trials, start=1):
            drawn = dealer.pictures.of_trial(Dealt(faces, shift_of(seed, position)))
            for face, picture in zip(faces, drawn, strict=True):
                look = Look(picture, frame, detector.landmarks(picture, frame.face_box))
                if isinstance(face, Photo):
                    photos.append(look)
                    # A photo that two players saw must not be learned in one fold and tested in
                    # another.
                    groups.append(face.name)
                    seen.add(face.name)
                else:
                    fakes.append(look)
    dealer.close()
    return fakes, photos, groups


def examine_cues(
    fakes: Sequence[Look], photos: Sequence[Look], groups: Sequence[str]
) -> list[dict[str, Any]]:
    """Rows {cue, kind, n, auc, auc_low, auc_high, pairs, pairs_low, pairs_high}.

    For fakes and photos, pair by pair; `n` counts the pairs. For every cue a logistic
    regression on its numbers and their squares is fitted and scored out of fold, pairs of one group
    staying together. `auc`: of single faces, with a 95 % interval by DeLong; below 0.5 it is chance
    as far as the classifier can see. `pairs`: another is fitted to the differences within pairs,
    and this is the share of pairs in which it finds the fake, with Wilson's interval.
    """
    rows = []
    fake = np.repeat([True, False], len(fakes))
    folds, both = GroupKFold(5), [*groups, *groups]
    for name, (kind, cue) in CUES.items():
        numbers = np.array([cue(look) for look in (*fakes, *photos)], dtype=float)
        numbers = np.hstack([numbers, (numbers - numbers.mean(axis=0)) ** 2])
        difference = numbers[: len(fakes)] - numbers[len(fakes) :]
        # Each difference also the other way round, so that neither side is the usual one.
        two_ways = np.vstack([difference, -difference])
        scores, lean = (
            cross_val_predict(
                make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=2000)),
                given,
                fake,
                groups=both,
                cv=folds,
                method="decision_function",
            )
            for given in (numbers, two_ways)
        )
        auc, auc_low, auc_high = auc_interval(scores[fake], scores[~fake])
        # Of pairs that look the same to it, it finds every other one.
        found = round(
            ((lean[fake] > 0).sum() + (lean[~fake] < 0).sum() + (lean == 0).sum() / 2) / 2
        )
        pairs_low, pairs_high = wilson(found, len(fakes))
        rows.append(
            {"cue": name, "kind": kind, "n": len(fakes)}
            | {"auc": auc, "auc_low": auc_low, "auc_high": auc_high}
            | {"pairs": found / len(fakes), "pairs_low": pairs_low, "pairs_high": pairs_high}
        )
    return rows
