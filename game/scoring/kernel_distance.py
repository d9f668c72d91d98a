"""How far apart two sets of features are: the squared maximum mean discrepancy."""

import numpy as np


def kernel_distance(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """MMD² of features x (m, d) and y (n, d), m and n at least 3, and its standard error.

    Binkowski et al. 2018, "Demystifying MMD GANs", section 3: unbiased, with the polynomial kernel
    (x·y / d + 1)³; 0 for two samples of one distribution, whatever m and n, and so sometimes below
    0. It is taken over all pairs. The paper takes the mean over random subsets; those overlap when
    samples are few, and the more of them are drawn the smaller their standard error gets. The
    subsets here are the m and n that leave out one row: the jackknife (Efron & Stein 1981).
    """
    x, y = x.astype(np.float64), y.astype(np.float64)
    m, n = len(x), len(y)
    xx, yy, xy = _kernel(x, x), _kernel(y, y), _kernel(x, y)
    np.fill_diagonal(xx, 0)  # no row is a pair with itself
    np.fill_diagonal(yy, 0)
    within_x, within_y = xx.sum() / (m * (m - 1)), yy.sum() / (n * (n - 1))
    found = within_x + within_y - 2 * xy.mean()
    # The same without row i of x, then without row j of y.
    without_x = (xx.sum() - 2 * xx.sum(axis=1)) / ((m - 1) * (m - 2)) + within_y
    without_x -= 2 * (xy.sum() - xy.sum(axis=1)) / ((m - 1) * n)
    without_y = (yy.sum() - 2 * yy.sum(axis=1)) / ((n - 1) * (n - 2)) + within_x
    without_y -= 2 * (xy.sum() - xy.sum(axis=0)) / (m * (n - 1))
    variance = (m - 1) * without_x.var() + (n - 1) * without_y.var()
    return float(found), float(np.sqrt(variance))


def _kernel(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """(m, d) and (n, d) to (m, n)."""
    kernel: np.ndarray = (x @ y.T / x.shape[1] + 1) ** 3
    return kernel
