"""The spread of a style: faces agree with photos in mean and covariance where P tells of it."""

import numpy as np

from game.faces.decks.spread_of_style import fitted_spread

SHOWN, NOISE = 3, 0.2  # things that P tells of; what else they vary by


def seen_of(moves: np.ndarray, weights: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Things that follow from P, and one that does not."""
    told = moves @ weights + rng.normal(0, NOISE, (len(moves), SHOWN))
    return np.column_stack([told, rng.normal(7, 1, len(moves))])


def test_faces_get_the_mean_and_the_covariance_of_photos_and_else_stay_as_they_are() -> None:
    rng = np.random.default_rng(0)
    weights = rng.normal(size=(12, SHOWN)) / np.sqrt(12)
    moves, others = rng.normal(0, 0.5, (2, 2000, 12))
    mixed = np.array([[1.2, 0.3, 0, 0], [0, 0.7, 0, 0], [0, -0.4, 0.3, 0], [0, 0, 0, 1]])
    photos = rng.normal(size=(1000, 4)) @ mixed + [1, 2, 3, 0]
    usual = 0.25 * np.eye(12)
    found = fitted_spread(moves, seen_of(moves, weights, rng), photos, usual)
    stretched = others + (others @ found.along.T) @ found.stretch + found.shift
    seen = seen_of(stretched, weights, rng)[:, :SHOWN]
    np.testing.assert_allclose(seen.mean(axis=0), photos[:, :SHOWN].mean(axis=0), atol=0.15)
    wanted, before = np.cov(photos[:, :SHOWN].T), np.cov((others @ weights).T)
    np.testing.assert_allclose(np.cov(seen.T), wanted, rtol=0.2, atol=0.05)
    assert not np.allclose(before, wanted, rtol=0.2, atol=0.05)
    assert found.told[:SHOWN].min() > 0.5
    assert found.told[SHOWN] < 0.05
    # What the three do not show hardly moves.
    hidden, change = np.linalg.svd(weights.T)[2][SHOWN:], stretched - others
    assert np.linalg.norm(change @ hidden.T) < 0.1 * np.linalg.norm(change)
