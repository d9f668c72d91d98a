"""The most likely abilities and difficulties of a Rasch model, see `rasch`, and how sure they are.

The errors are the posterior's curvature at its maximum, in two blocks. Faces: photos and fakes
together with all that they share (a photo is known no better than the fakes it stood beside), the
players held where they are. Players: each by themselves, plus what the faces that they met leave
open.
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import dpotrf, dpotri
from scipy.optimize import minimize
from scipy.sparse import csr_array, diags_array

ROWS = 4096  # of a dense block at a time
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


@dataclass(frozen=True)
class Variances:
    """Of every player, photo and fake."""

    player: np.ndarray
    photo: np.ndarray
    fake: np.ndarray


def variances(
    codes: tuple[np.ndarray, np.ndarray, np.ndarray],
    information: np.ndarray,
    sizes: tuple[int, int, int],
    spreads: tuple[float, float, float],
) -> Variances:
    """Variances from codes of player, photo and fake and from p (1 - p) of every answer, all (n,).

    `sizes`: how many players, photos and fakes; an unknown photo or fake has the size as its code.
    """
    player, photo, fake = codes
    players, photos, fakes = sizes
    if photos > fakes:  # the smaller facet is the one that is inverted
        swapped = variances(
            (player, fake, photo),
            information,
            (players, fakes, photos),
            (spreads[0], spreads[2], spreads[1]),
        )
        return Variances(swapped.player, swapped.fake, swapped.photo)
    of_photo = np.bincount(photo, information, photos + 1)[:-1] + spreads[1] ** -2
    of_fake = np.bincount(fake, information, fakes + 1)[:-1] + spreads[2] ** -2
    met, which = np.unique(photo.astype(np.int64) * (fakes + 1) + fake, return_inverse=True)
    at_photo, at_fake = np.divmod(met, fakes + 1)
    shared = np.bincount(which, information)
    both = (at_photo < photos) & (at_fake < fakes)
    # How a fake's difficulty follows its photos': fakes x photos.
    follows = csr_array(
        (shared[both] / of_fake[at_fake[both]], (at_fake[both], at_photo[both])), (fakes, photos)
    )
    left = diags_array(of_photo) - follows.T @ diags_array(of_fake) @ follows
    covariance = _inverse(left.toarray())
    fake_variance = 1 / of_fake
    between = np.zeros(len(met))  # covariance of the photo's and the fake's estimates, but its sign
    for start in range(0, fakes, ROWS):
        rows = follows[start : start + ROWS]
        moved = rows @ covariance
        fake_variance[start : start + ROWS] += np.asarray(rows.multiply(moved).sum(axis=1)).ravel()
        here = both & (at_fake >= start) & (at_fake < start + ROWS)
        between[here] = moved[at_fake[here] - start, at_photo[here]]
    photo_variance = covariance.diagonal().copy()
    pair = (
        np.append(photo_variance, 0)[at_photo] + np.append(fake_variance, 0)[at_fake] - 2 * between
    )
    of_player = np.bincount(player, information, players) + spreads[0] ** -2
    open_faces = np.bincount(player, information**2 * pair[which], players)
    return Variances(1 / of_player + open_faces / of_player**2, photo_variance, fake_variance)


def _inverse(matrix: np.ndarray) -> np.ndarray:
    """Of a symmetric positive definite matrix: half the work of `np.linalg.inv`."""
    factor, _ = dpotrf(matrix)
    upper, _ = dpotri(factor)
    inverse: np.ndarray = np.triu(upper) + np.triu(upper, 1).T
    return inverse
