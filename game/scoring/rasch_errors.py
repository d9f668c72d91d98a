"""How sure the figures of a Rasch model are.

The posterior's curvature at its maximum, in two blocks. Faces: photos and fakes together with all
that they share (a photo is known no better than the fakes it stood beside), the players held where
they are. Players: each by themselves, plus what the faces that they met leave open.
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import dpotrf, dpotri
from scipy.sparse import csr_array, diags_array

ROWS = 4096  # of a dense block at a time


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
