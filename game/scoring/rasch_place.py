"""Where one who had no part in the fit of a Rasch model stands on its scale."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit

from game.scoring.rasch import Scale

FAR = 30.0  # logits: no ability is beyond


@dataclass(frozen=True)
class Place:
    """Where somebody stands, in logits, with its standard error, after n answers."""

    ability: float
    error: float
    n: int


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
