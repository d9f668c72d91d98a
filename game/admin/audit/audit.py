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
from game.discriminators.judges import load_judges
from game.faces.decks.deck import Deck
from game.faces.detector.mtcnn import load_detector
from game.faces.distance import distance
from game.generators.zoo import load_generator
from game.rounds.dealing.dealer import Dealer
from game.rounds.plan import Dealt, Photo, Plan, Shown
from game.rounds.stored import shift_of
from game.scoring.auc import auc_interval
from game.scoring.intervals import wilson

SEED = 20181204
JUDGED = 300  # pairs that the networks look at
COMPARED = 200  # pairs of faces for their difference


def audit(settings: Settings, deck: Deck, psi: float, rounds: int) -> list[dict[str, Any]]:
    """Deal rounds of ten pairs of a deck, with fakes in its style, and test every cue.

    Player after player; rows as `examine_cues` has them. Then rows of the networks (their AUC on
    some of the pairs) and a row {cue, kind, n, fakes, photos} of how different the faces are from
    each other.
    """
    dealt = _Dealt()
    detector = load_detector(settings)
    dealer = Dealer(deck, load_generator(GENERATOR, settings), load_judges(settings), detector)
    seen: set[str] = set()
    plan = Plan(deck.name, truncation_psi=psi, style=deck.style)
    for seed in progress_bar(range(SEED, SEED + rounds), desc="rounds dealt", unit="round"):
        made = dealer.make(seed, plan)
        try:
            trials = dealer.trials(made, plan, seen)
        except Refused:  # this player has seen all that can be dealt; the next one sits down
            seen.clear()
            trials = dealer.trials(made, plan, seen)
        for position, faces in enumerate(trials, start=1):
            shown = Dealt(faces, shift_of(seed, position))
            for face, picture in zip(faces, dealer.pictures.of_trial(shown), strict=True):
                look = Look(picture, deck.frame, detector.landmarks(picture, deck.frame.face_box))
                dealt.add(face, look)
                if isinstance(face, Photo):
                    seen.add(face.name)
            if len(dealt.p_fake) < JUDGED:
                dealt.judged(faces, dealer.pictures.verdicts(shown))
    dealer.close()
    rows = examine_cues(dealt.fakes, dealt.photos, dealt.names)
    rows += _networks([judge.name for judge in dealer.judges], np.array(dealt.p_fake))
    fakes, photos = (_diversity(looks) for looks in (dealt.fakes, dealt.photos))
    different = {"cue": "difference of two faces", "kind": "diversity", "n": COMPARED}
    return [*rows, different | {"fakes": fakes, "photos": photos}]


class _Dealt:
    """What was dealt, pair by pair; `names` are the photos', `p_fake` (pairs, 2, judges)."""

    def __init__(self) -> None:
        self.fakes: list[Look] = []
        self.photos: list[Look] = []
        # A photo that two players saw must not be learned in one fold and tested in another.
        self.names: list[str] = []
        self.p_fake: list[np.ndarray] = []

    def add(self, face: Shown, look: Look) -> None:
        if isinstance(face, Photo):
            self.photos.append(look)
            self.names.append(face.name)
        else:
            self.fakes.append(look)

    def judged(self, faces: Sequence[Shown], verdicts: Sequence[Sequence[float]]) -> None:
        """Keep the networks' p(fake), that of the fake first."""
        fake_first = np.argsort([isinstance(face, Photo) for face in faces])
        self.p_fake.append(np.array(verdicts).T[fake_first])


def _networks(names: Sequence[str], p_fake: np.ndarray) -> list[dict[str, Any]]:
    rows = []
    for name, (fakes, photos) in zip(names, p_fake.transpose(2, 1, 0), strict=True):
        auc, low, high = auc_interval(fakes, photos)
        row = {"cue": name, "kind": "network", "n": len(fakes)}
        rows.append(row | {"auc": auc, "auc_low": low, "auc_high": high})
    return rows


def _diversity(looks: Sequence[Look]) -> float:
    """The mean of 1 - MS-SSIM over pairs that chance has drawn, see `distance`."""
    drawn = np.random.default_rng(SEED).integers(0, len(looks), (COMPARED, 2))
    pairs = [(looks[one].picture, looks[other].picture) for one, other in drawn if one != other]
    return float(np.mean([distance(one, other) for one, other in pairs]))


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
