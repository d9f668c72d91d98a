"""One scale for people, networks and faces: who judges how well, and which faces are hard.

People's answers alone say how hard faces are, and networks are then placed on that scale: there is
one person's answer to most pairs and one of every network, so networks in the same fit would decide
what counts as hard for people.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from game.common.recipe import GENERATOR
from game.review.guesses.table import Bools, GuessTable, Ints
from game.review.view import View, chosen
from game.rounds.game_modes import game_mode
from game.rounds.plan import Photo, Shown
from game.scoring.intervals import Z
from game.scoring.rasch import Place, Scale, at_level, fit, place
from game.scoring.rasch_solver import Trials

FEWEST = 30  # answers: below this an ability says nothing
LEAST = 3  # people who have judged a face of which a difficulty is told
SURELY = 5  # answers to a photo that is chosen for its difficulty
ENOUGH = 50  # of such photos, to choose from


@dataclass(frozen=True)
class Difficulty:
    """A face, how hard it is for people in logits, its standard error and how many judged it."""

    face: Shown
    value: float
    error: float
    n: int

    @property
    def interval(self) -> tuple[float, float]:
        """95 %."""
        return self.value - Z * self.error, self.value + Z * self.error


@dataclass(frozen=True, eq=False)
class FaceScale:
    """A deck's fit to a table: `players` are the ids of its people, in the order of `fitted`.

    `photos` and `fakes` are the table's codes of its faces, `networks` stand by name.
    """

    table: GuessTable
    fitted: Scale
    players: Ints
    photos: Ints
    fakes: Ints
    networks: Mapping[str, Place]

    def person(self, player_id: int) -> Place | None:
        """Somebody's place; None below 30 answers."""
        at = np.flatnonzero(self.players == player_id)
        if not len(at) or self.fitted.answers[at[0]] < FEWEST:
            return None
        fitted = self.fitted
        return Place(
            float(fitted.ability[at[0]]),
            float(fitted.ability_se[at[0]]),
            int(fitted.answers[at[0]]),
        )

    def abilities(self) -> np.ndarray:
        """Those of everybody with 30 answers, (k,)."""
        known: np.ndarray = self.fitted.ability[self.fitted.answers >= FEWEST]
        return known

    def difficulties(self) -> list[Difficulty]:
        """Faces that three people have judged, the hardest first."""
        found = []
        fitted = self.fitted
        for codes, values, errors, answers, photo in (
            (self.photos, fitted.photo_difficulty, fitted.photo_se, fitted.photo_answers, True),
            (self.fakes, fitted.fake_difficulty, fitted.fake_se, fitted.fake_answers, False),
        ):
            for at in np.flatnonzero(answers >= LEAST):
                code = int(codes[at])
                found.append(
                    Difficulty(
                        Photo(self.table.photos[code][1]) if photo else self.table.recipe(code),
                        float(values[at]),
                        float(errors[at]),
                        int(answers[at]),
                    )
                )
        return sorted(found, key=lambda face: -face.value)

    def suited_to(self, ability: float) -> list[str]:
        """Photos of known difficulty, first those of which this ability gets seven in ten right.

        Fakes are new and count as average. Empty where too few photos are known.
        """
        known = np.flatnonzero(self.fitted.photo_answers >= SURELY)
        if len(known) < ENOUGH:
            return []
        order = known[at_level(ability, self.fitted.photo_difficulty[known])]
        return [self.table.photos[self.photos[at]][1] for at in order]


def judged(table: GuessTable, deck: str) -> Bools:
    """The answers that a scale is made of (n,): pairs of a deck with the game's own fakes.

    Without a limit of time: a stage's thumbnails and hurry are hard in ways of their own.
    """
    timed = np.array([game_mode(plan.mode).clock is not None for plan in table.plans], np.bool_)
    view = View(deck, generator=GENERATOR, timed=False)
    which: Bools = chosen(table, view) & ~timed[table.plan]
    return which


def fit_faces(table: GuessTable, deck: str) -> FaceScale | None:
    """The scale of a deck; None below 30 answers."""
    which = judged(table, deck)
    if which.sum() < FEWEST:
        return None
    players, player = np.unique(table.player[which], return_inverse=True)
    photos, photo = np.unique(table.photo[which], return_inverse=True)
    fakes, fake = np.unique(table.fake[which], return_inverse=True)
    fitted = fit(Trials(player, photo, fake, table.correct[which] == 1))
    met = np.unique(table.trial[which])
    photo = np.searchsorted(photos, table.trial_photo[met])
    fake = np.searchsorted(fakes, table.trial_fake[met])
    networks = {}
    for name, answers in zip(table.network_names, table.network_right[:, met], strict=True):
        there = answers >= 0
        if there.sum() >= FEWEST:
            networks[name] = place(fitted, photo[there], fake[there], answers[there] == 1)
    return FaceScale(table, fitted, players, photos, fakes, networks)
