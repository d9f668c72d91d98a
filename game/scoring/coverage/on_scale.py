"""Standard errors of the Rasch model in a simulated study."""

from collections.abc import Iterator

import numpy as np

from game.scoring.coverage.interval import Interval
from game.scoring.coverage.study import Study
from game.scoring.intervals import Z
from game.scoring.rasch import fit
from game.scoring.rasch_solver import Trials


def scale(study: Study, rng: np.random.Generator) -> Iterator[Interval]:
    """A player's ability, a photo's and a fake's difficulty, one of each drawn at random.

    The origin is the average face of the study, so the truths are taken from there, too.
    """
    guesses, photo = study.guesses, study.photo_of
    found = fit(Trials(guesses.player, photo[guesses.trial], guesses.trial, guesses.right))
    photo_mean, fake_mean = study.photo.mean(), study.fake.mean()
    for measure, values, errors, truths in (
        ("Rasch: ability", found.ability, found.ability_se, study.ability - photo_mean - fake_mean),
        (
            "Rasch: difficulty of a photo",
            found.photo_difficulty,
            found.photo_se,
            study.photo - photo_mean,
        ),
        (
            "Rasch: difficulty of a fake",
            found.fake_difficulty,
            found.fake_se,
            study.fake - fake_mean,
        ),
    ):
        which = rng.integers(len(values))
        value, half = float(values[which]), Z * float(errors[which])
        yield Interval(measure, value, value - half, value + half, float(truths[which]))
