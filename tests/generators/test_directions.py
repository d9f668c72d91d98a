"""Directions are found in the weights and in w, and do what they say."""

import numpy as np
import pytest

from game.common.settings import Settings
from game.generators.directions import (
    Direction,
    factorised_directions,
    named_directions,
    principal_directions,
)
from game.generators.latent_space import levels_of
from game.generators.synthesis import Generator
from tests.tolerance import assert_same


def test_principal_directions_are_those_in_which_w_varies(generator: Generator) -> None:
    directions, deviations = principal_directions(generator)
    assert_same(directions @ directions.T, np.eye(512, dtype=np.float32))
    assert (np.diff(deviations) <= 0).all()
    # Other latents vary as much along them.
    z = np.concatenate([generator.latent(seed) for seed in range(50_000, 52_000)])
    along = generator.ws(z)[:, 0] @ directions[:20].T
    np.testing.assert_allclose(along.std(axis=0), deviations[:20], rtol=0.1)


def test_factorised_directions_move_the_styles_of_their_level_most(generator: Generator) -> None:
    directions = factorised_directions(generator, "middle")
    mask = levels_of(generator)["middle"]
    affine = np.concatenate([a for layer, a in generator.affine_weights if mask[layer]])
    affine /= np.linalg.norm(affine, axis=1, keepdims=True)
    gains = np.linalg.norm(affine @ directions.T, axis=0)
    assert (np.diff(gains) <= 1e-3).all()
    assert_same(gains[:1], np.linalg.norm(affine, ord=2)[None])


def test_a_direction_moves_only_its_levels_and_in_proportion(generator: Generator) -> None:
    direction = Direction("x", ("a", "b"), "principal", 0, ("middle",), 2.0)
    ws = generator.ws(generator.latent(1))[0]
    mask = levels_of(generator)["middle"]
    once, twice = (direction.apply(generator, ws, strength) - ws for strength in (0.5, 1.0))
    assert not once[~mask].any()
    assert_same(2 * once, twice)
    _, deviations = principal_directions(generator)
    np.testing.assert_allclose(np.linalg.norm(twice[mask], axis=1), 2 * deviations[0], rtol=1e-3)


def test_every_named_direction_changes_the_face_both_ways(
    generator: Generator, settings: Settings
) -> None:
    named = named_directions(generator, settings)
    assert len(named) >= 4
    ws = generator.ws(generator.latent(2_000_011), 0.7)[0]
    face = generator.picture(ws, 128).astype(float)
    for direction in named:
        low, high = (
            generator.picture(direction.apply(generator, ws, strength), 128) for strength in (-1, 1)
        )
        assert min(np.abs(end - face).mean() for end in (low, high)) > 3, direction.name


def test_a_generator_that_nobody_looked_at_has_none(
    generator: Generator, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generator, "name", "another")
    assert named_directions(generator, settings) == []
