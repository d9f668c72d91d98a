"""A part of one picture set into another so that no seam shows."""

import numpy as np
from scipy.sparse import csr_array, diags_array
from scipy.sparse.linalg import splu

NEIGHBOURS = ((0, 1), (0, -1), (1, 0), (-1, 0))


def blend(picture: np.ndarray, filling: np.ndarray, hole: np.ndarray) -> np.ndarray:
    """`picture` with `filling`, both uint8 (h, w, 3), where `hole`, bool (h, w), is set.

    The filling keeps its gradients and meets the picture at the hole's edge: what it differs there
    is spread into it as smoothly as can be (Pérez et al. 2003, "Poisson Image Editing"). A hole
    without any edge is the filling as it is.
    """
    if not hole.any() or hole.all():
        return np.where(hole[..., None], filling, picture)
    height, width = hole.shape
    index = np.full(hole.shape, -1)
    index[hole] = np.arange(hole.sum())
    ys, xs = np.nonzero(hole)
    difference = picture.astype(float) - filling
    neighbours = np.zeros(len(ys))
    edge = np.zeros((len(ys), 3))
    pairs = []
    for down, right in NEIGHBOURS:
        y, x = ys + down, xs + right
        inside = np.flatnonzero((y >= 0) & (y < height) & (x >= 0) & (x < width))
        neighbours[inside] += 1
        y, x = y[inside], x[inside]
        known = ~hole[y, x]
        edge[inside[known]] += difference[y[known], x[known]]
        pairs.append(np.stack([inside[~known], index[y[~known], x[~known]]]))
    rows, columns = np.concatenate(pairs, axis=1)
    links = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(ys), len(ys)))
    spread = splu((diags_array(neighbours) - links).tocsc()).solve(edge)
    blended = picture.copy()
    blended[hole] = np.clip(np.round(filling[hole] + spread), 0, 255)
    return blended
