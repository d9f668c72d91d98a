"""How the faces of a style differ from each other: as the deck's photos do, in what is matched.

ψ has random faces vary less in everything alike. A deck's photos do not: before a studio's wall
heads are held still while every other person smiles. So a style knows some directions in P, one for
each thing that a photo is matched by, and along them its own spread instead of ψ's.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

RIDGE = 30.0
FOLDS = 5
MOST = 3.0  # times: how much further apart faces are moved at most along one direction
LEAST_TOLD = 0.05  # of the variance of what is seen: directions that tell less are left alone
LITTLE = 1e-3  # of the largest variance: what varies less than that is taken for constant


@dataclass(frozen=True)
class Spread:
    """`shift` (w_dim): how the centre has to move. For the rest see `Style`.

    `told` (k,): how much of the variance of each thing seen the place in P explains in faces that
    the regression has not met, R².
    """

    shift: np.ndarray
    along: np.ndarray
    stretch: np.ndarray
    told: np.ndarray


def fitted_spread(
    moves: np.ndarray, seen: np.ndarray, wanted: np.ndarray, usual: np.ndarray
) -> Spread:
    """From faces and photos to a spread with which the faces agree with the photos.

    `moves` (n, w_dim): how far some faces are from the centre in P; `seen` (n, k) and `wanted`
    (m, k): what faces and photos are matched by; `usual` (w_dim, w_dim): the covariance of all
    moves as psi has them. A ridge regression says what of it follows from P. That part is moved
    to the photos' mean and stretched to their covariance, less what does not follow, by the way
    that changes it the least (Gelbrich 1990, "On a formula for the L2 Wasserstein metric"); in P
    each face goes to the likeliest place where that is seen.
    """
    unit = wanted.std(axis=0) + 1e-9
    photos, faces = wanted / unit, seen / unit
    fold = np.arange(len(moves)) % FOLDS
    missed = np.empty_like(faces)
    for k in range(FOLDS):
        weights, middle = _ridge(moves[fold != k], faces[fold != k])
        missed[fold == k] = faces[fold == k] - moves[fold == k] @ weights - middle
    told = 1 - missed.var(axis=0) / faces.var(axis=0)
    enough = told > LEAST_TOLD
    weights, middle = _ridge(moves, faces)
    weights = weights * enough  # (w_dim, k)
    now = weights.T @ usual @ weights
    # What P does not tell of stays; its variance is not to be made twice.
    goal = _with_eigenvalues(_covariance(photos) - _covariance(missed), _positive)
    stretched = _transport(now, goal)
    likeliest = usual @ weights @ np.linalg.pinv(now, rcond=LITTLE)  # (w_dim, k)
    shift = likeliest @ ((photos.mean(axis=0) - middle) * enough)
    stretch = (likeliest @ (stretched - np.eye(len(now)))).T
    return Spread(*(one.astype(np.float32) for one in (shift, weights.T, stretch, told)))


def _ridge(moves: np.ndarray, faces: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights (w_dim, k), and what is seen in the centre (k,).

    By as many equations as there are faces, fewer than there are entries of p.
    """
    from_mean, mean = moves - moves.mean(axis=0), faces.mean(axis=0)
    gram = from_mean @ from_mean.T + RIDGE * np.eye(len(moves))
    weights: np.ndarray = from_mean.T @ np.linalg.solve(gram, faces - mean)
    return weights, mean - moves.mean(axis=0) @ weights


def _covariance(values: np.ndarray) -> np.ndarray:
    return np.atleast_2d(np.cov(values.T))


def _with_eigenvalues(
    symmetric: np.ndarray, change: Callable[[np.ndarray], np.ndarray]
) -> np.ndarray:
    """The matrix with the same eigenvectors and changed eigenvalues."""
    values, vectors = np.linalg.eigh((symmetric + symmetric.T) / 2)
    changed: np.ndarray = (vectors * change(values)) @ vectors.T
    return changed


def _positive(values: np.ndarray) -> np.ndarray:
    return values.clip(0)


def _root(values: np.ndarray) -> np.ndarray:
    return np.sqrt(values.clip(0))


def _transport(now: np.ndarray, goal: np.ndarray) -> np.ndarray:
    """The symmetric T with T now T = goal, its eigenvalues between 0 and MOST."""
    root = _with_eigenvalues(now, _root)
    back = np.linalg.pinv(root, rcond=np.sqrt(LITTLE))
    moved = back @ _with_eigenvalues(root @ goal @ root, _root) @ back
    return _with_eigenvalues(moved, lambda values: values.clip(0, MOST))
