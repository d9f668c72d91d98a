"""The most likely abilities and difficulties of a Rasch model, see `rasch`."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

Spreads = tuple[float, float, float]  # standard deviations: abilities, photos, fakes


@dataclass(frozen=True)
class Trials:
    """Answers as codes, all (n,): who, which photo, which fake; the last two -1 where unknown."""

    player: np.ndarray
    photo: np.ndarray
    fake: np.ndarray
    right: np.ndarray


@dataclass(frozen=True)
class Facets:
    """What was fitted: the mean ability, and (players,), (photos,), (fakes,) around their means."""

    mean: float
    ability: np.ndarray
    photo: np.ndarray
    fake: np.ndarray


def solve(trials: Trials, spreads: Spreads, start: Facets | None = None) -> Facets:
    """The most likely facets under normal priors of these spreads; the mean ability has none.

    L-BFGS on minus the log posterior with its gradient, every parameter in units of about its own
    error. Begins at `start`, or at 0.
    """
    sizes = sizes_of(trials)
    player, photo, fake = places(trials, sizes)
    sign = np.where(trials.right, np.float32(1), np.float32(-1))
    parts = np.split(np.arange(1 + sum(sizes)), np.cumsum([1, *sizes])[:-1])
    codes = (player, photo, fake)
    penalty, unit = np.zeros(1 + sum(sizes)), np.empty(1 + sum(sizes))
    unit[0] = 2 / np.sqrt(len(sign))
    for part, code, size, spread in zip(parts[1:], codes, sizes, spreads, strict=True):
        penalty[part] = spread**-2
        unit[part] = 1 / np.sqrt(np.bincount(code, minlength=size)[:size] / 5 + spread**-2)

    def loss(scaled: np.ndarray) -> tuple[float, np.ndarray]:
        x = scaled * unit
        # Answers in single precision, which is several times as fast; their sums in double.
        ability, of_photo, of_fake = (np.append(x[p], 0).astype(np.float32) for p in parts[1:])
        z = (np.float32(x[0]) + ability[player] - of_photo[photo] - of_fake[fake]) * sign
        q = 1 / (1 + np.exp(-z.clip(-80, 80)))  # the probability of the answer that was given
        wrong = (q - 1) * sign
        by = [
            np.bincount(code, wrong, size + 1)[:-1] for code, size in zip(codes, sizes, strict=True)
        ]
        gradient = np.concatenate([[by[0].sum()], by[0], -by[1], -by[2]]) + penalty * x
        entropy = -np.log(q).sum(dtype=np.float64)
        return float(entropy + (penalty * x) @ x / 2), gradient * unit

    first = np.zeros(len(unit))
    if start is not None:
        first = np.concatenate([[start.mean], start.ability, start.photo, start.fake])
    options = {"maxiter": 500, "maxcor": 20, "ftol": 1e-10, "gtol": 1e-3}
    x = minimize(loss, first / unit, jac=True, method="L-BFGS-B", options=options).x * unit
    return Facets(float(x[0]), *(x[part] for part in parts[1:]))


def sizes_of(trials: Trials) -> tuple[int, int, int]:
    """How many players, photos and fakes there are: one more than the highest code."""
    return (
        int(trials.player.max()) + 1,
        int(trials.photo.max()) + 1,
        int(trials.fake.max()) + 1,
    )


def places(trials: Trials, sizes: tuple[int, int, int]) -> tuple[np.ndarray, ...]:
    """The codes, unknown faces as one place more than there are, whose difficulty is 0."""
    photo, fake = trials.photo, trials.fake
    photo, fake = np.where(photo < 0, sizes[1], photo), np.where(fake < 0, sizes[2], fake)
    return tuple(codes.astype(np.intp) for codes in (trials.player, photo, fake))
