"""Players and faces on one scale: a Rasch model with two facets, photos and fakes.

logit P(right) = ability of the player - difficulty of the photo - difficulty of the fake (Rasch
1960; many facets: Linacre 1989, "Many-facet Rasch measurement"). Networks are players like others.
Abilities are drawn to their common mean and difficulties to 0, the average face, by normal priors;
how wide those are follows from the answers, too (MacKay 1992, "Bayesian interpolation"). Who had no
part in a fit is placed on its scale afterwards.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit

from game.scoring.intervals import Z
from game.scoring.rasch_solver import (
    Facets,
    Spreads,
    Trials,
    Variances,
    places,
    sizes_of,
    solve,
    variances,
)

GUESS = 1.0  # the spread of each facet, before any answer …
WORTH = 2  # … as if seen in so many values
ROUNDS = 12  # of fitting the spreads, at most
SETTLED = 0.05  # as relative change of a spread
ENOUGH = 100_000  # answers for fitting the spreads
FAR = 30.0  # logits: no ability is beyond


@dataclass(frozen=True)
class Scale:
    """Abilities and difficulties in logits, with standard errors and numbers of answers.

    Who (or what) was never met stands at the mean, with the prior's spread as the error. For the
    errors see `rasch_solver`.
    """

    ability: np.ndarray
    ability_se: np.ndarray
    answers: np.ndarray
    photo_difficulty: np.ndarray
    photo_se: np.ndarray
    photo_answers: np.ndarray
    fake_difficulty: np.ndarray
    fake_se: np.ndarray
    fake_answers: np.ndarray
    spreads: Spreads


def fit(trials: Trials) -> Scale:
    """Fits abilities, difficulties and how wide both spread; ValueError without an answer."""
    if not len(trials.player):
        raise ValueError("no answers, no scale")
    spreads = fit_spreads(_sample(trials))
    facets = solve(trials, spreads)
    # A sample has fewer answers a face, which makes spreads look a little narrower: once more.
    spreads = _spreads(facets, _variances(trials, facets, spreads), spreads)
    facets = solve(trials, spreads, facets)
    found = _variances(trials, facets, spreads)
    return Scale(
        ability=facets.mean + facets.ability,
        ability_se=np.sqrt(found.player),
        answers=np.bincount(trials.player),
        photo_difficulty=facets.photo,
        photo_se=np.sqrt(found.photo),
        photo_answers=np.bincount(trials.photo + 1)[1:],
        fake_difficulty=facets.fake,
        fake_se=np.sqrt(found.fake),
        fake_answers=np.bincount(trials.fake + 1)[1:],
        spreads=spreads,
    )


def fit_spreads(trials: Trials) -> Spreads:
    """How wide abilities and difficulties spread, fitted by turns with them."""
    spreads, facets = (GUESS, GUESS, GUESS), None
    for _ in range(ROUNDS):
        facets = solve(trials, spreads, facets)
        before = spreads
        spreads = _spreads(facets, _variances(trials, facets, spreads), spreads)
        if np.allclose(before, spreads, rtol=SETTLED):
            break
    return spreads


def expected(ability: np.ndarray, difficulty: np.ndarray) -> np.ndarray:
    """P(right) of abilities against difficulties, which broadcast; a pair's is the sum of two."""
    p: np.ndarray = expit(ability - difficulty)
    return p


def at_level(ability: float, difficulties: np.ndarray, share: float = 0.7) -> np.ndarray:
    """Places (m,) of the difficulties, first those of which this ability gets that share right."""
    away = np.abs(expected(np.array(ability), difficulties) - share)
    return np.argsort(away, kind="stable")


@dataclass(frozen=True)
class Place:
    """Where somebody stands, in logits, with its standard error, after n answers."""

    ability: float
    error: float
    n: int

    @property
    def interval(self) -> tuple[float, float]:
        """95 %."""
        return self.ability - Z * self.error, self.ability + Z * self.error


def place(scale: Scale, photo: np.ndarray, fake: np.ndarray, right: np.ndarray) -> Place:
    """The ability of one who had no part in a fit, from answers (n,) to photos and fakes of it.

    The most likely one under people's prior. The error is that of the answers, and what is not
    known of the faces: each moves the ability by its share of the information.
    """
    mean, spread = float(scale.ability.mean()), scale.spreads[0]
    hard = scale.photo_difficulty[photo] + scale.fake_difficulty[fake]

    def slope(ability: float) -> float:
        return float(right.sum() - expit(ability - hard).sum() - (ability - mean) / spread**2)

    ability = float(brentq(slope, mean - FAR, mean + FAR))
    p = expit(ability - hard)
    information = p * (1 - p)
    whole = information.sum() + spread**-2
    of_photos = np.bincount(photo, information, len(scale.photo_se)) * scale.photo_se
    of_fakes = np.bincount(fake, information, len(scale.fake_se)) * scale.fake_se
    faces = of_photos @ of_photos + of_fakes @ of_fakes
    return Place(ability, float(np.sqrt(1 / whole + faces / whole**2)), len(right))


def _sample(trials: Trials) -> Trials:
    """All answers of as many players, drawn by a seed, as make up enough to fit the spreads."""
    players = np.random.default_rng(0).permutation(int(trials.player.max()) + 1)
    enough = np.cumsum(np.bincount(trials.player)[players]) <= ENOUGH
    drawn = np.isin(trials.player, players[enough]) if enough.any() else slice(None)
    return Trials(
        trials.player[drawn], trials.photo[drawn], trials.fake[drawn], trials.right[drawn]
    )


def _variances(trials: Trials, facets: Facets, spreads: Spreads) -> Variances:
    sizes = sizes_of(trials)
    player, photo, fake = places(trials, sizes)
    ability, of_photo, of_fake = (
        np.append(part, 0) for part in (facets.ability, facets.photo, facets.fake)
    )
    p = expit(facets.mean + ability[player] - of_photo[photo] - of_fake[fake])
    return variances((player, photo, fake), p * (1 - p), sizes, spreads)


def _spreads(facets: Facets, found: Variances, spreads: Spreads) -> Spreads:
    """New spreads: squares over the number of parameters that the answers, not the priors, set.

    A few more values, of the spread that was guessed, keep those of few faces off 0.
    """
    new = []
    for values, variance, spread in zip(
        (facets.ability, facets.photo, facets.fake),
        (found.player, found.photo, found.fake),
        spreads,
        strict=True,
    ):
        set_by_answers = (1 - variance / spread**2).clip(0).sum()
        square = (values @ values + WORTH * GUESS**2) / (set_by_answers + WORTH)
        new.append(float(np.sqrt(square)))
    return new[0], new[1], new[2]
