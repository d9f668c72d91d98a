"""Scores to probabilities: Platt's scaling."""

import numpy as np
from scipy.optimize import minimize


def fit_platt(scores: np.ndarray, fake: np.ndarray) -> tuple[float, float]:
    """Slope and shift, so that expit(slope * score + shift) is p(fake).

    `scores` (n,) and `fake` (n,) bool, of faces that the scores were not fitted to. The
    cross-entropy is minimised over both (Platt 1999, "Probabilistic outputs for support vector
    machines", section 2.2): the targets are drawn in a little, (n₊ + 1) / (n₊ + 2) for fakes and
    1 / (n₋ + 2) for reals, so that scores which separate them perfectly do not end in certainty.
    Reals and fakes weigh the same, as they do in a pair, so that 0.5 is the threshold.
    """
    n_fake, n_real = int(fake.sum()), int((~fake).sum())
    target = np.where(fake, (n_fake + 1) / (n_fake + 2), 1 / (n_real + 2))
    weight = np.where(fake, 0.5 / n_fake, 0.5 / n_real)
    spread = scores.std() + 1e-12

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        z = parameters[0] * scores / spread + parameters[1]
        # Cross-entropy of expit(z), and its gradient.
        entropy = np.logaddexp(0, z) - target * z
        error = weight * (1 / (1 + np.exp(-z.clip(-500, 500))) - target)
        return float(weight @ entropy), np.array([error @ scores / spread, error.sum()])

    slope, shift = minimize(loss, np.array([1.0, 0.0]), jac=True, method="BFGS").x
    return float(slope / spread), float(shift)
