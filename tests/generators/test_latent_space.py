"""Ways through the latent spaces, and style mixing."""

import numpy as np
import pytest

from game.generators.latent_space import LEVELS, lerp, levels_of, mix, slerp
from game.generators.synthesis import Generator, latent
from tests.tolerance import assert_same


def test_a_walk_in_z_keeps_to_the_sphere_in_even_angles() -> None:
    a, b = latent(1, 512), latent(2, 512)
    walk = slerp(a, b, 9)
    assert walk.shape == (9, 512)
    assert_same(np.linalg.norm(walk, axis=1), np.full(9, np.sqrt(512), np.float32))
    cosines = (walk[1:] * walk[:-1]).sum(axis=1) / 512
    assert_same(cosines, np.full_like(cosines, cosines[0]))
    for end, z in ((walk[0], a[0]), (walk[-1], b[0])):
        assert_same(end / np.sqrt(512, dtype=np.float32), z / np.linalg.norm(z))


def test_a_walk_to_oneself_stays() -> None:
    a = latent(1, 512)
    np.testing.assert_array_equal(slerp(a, a, 3), np.repeat(a, 3, axis=0))


def test_a_walk_in_w_is_straight() -> None:
    a, b = np.zeros((4, 2), np.float32), np.full((4, 2), 8, np.float32)
    np.testing.assert_array_equal(lerp(a, b, 9)[:, 0, 0], np.arange(9))


def test_every_w_belongs_to_exactly_one_level(generator: Generator) -> None:
    masks = levels_of(generator)
    assert list(masks) == list(LEVELS)
    np.testing.assert_array_equal(np.sum(list(masks.values()), axis=0), np.ones(22))
    assert [int(mask.sum()) for mask in masks.values()] == [4, 6, 12]


def test_mixing_takes_exactly_the_layers_that_it_names(generator: Generator) -> None:
    a, b = (generator.ws(generator.latent(seed))[0] for seed in (1, 2))
    masks = levels_of(generator)
    mixed = mix(a, b, masks["fine"])
    np.testing.assert_array_equal(mixed[masks["fine"]], b[masks["fine"]])
    np.testing.assert_array_equal(mixed[~masks["fine"]], a[~masks["fine"]])


@pytest.mark.parametrize("size", [128, 256])
def test_coarse_from_a_and_fine_from_b_are_seen(generator: Generator, size: int) -> None:
    fine = levels_of(generator)["fine"]
    shapes, colours = [], []
    for a, b in ((1, 2), (3, 4), (5, 6), (7, 8)):
        ws_a, ws_b = (generator.ws(generator.latent(seed), 0.7)[0] for seed in (a, b))
        face_a, face_b, mixed = (
            generator.picture(ws, size).astype(float) for ws in (ws_a, ws_b, mix(ws_a, ws_b, fine))
        )
        shapes.append(contours(mixed, face_a) - contours(mixed, face_b))
        mean_a, mean_b, mean = (face.mean(axis=(0, 1)) for face in (face_a, face_b, mixed))
        colours.append(float((mean - mean_a) @ (mean_b - mean_a)))  # towards B's colours
    assert min(shapes) > 0.2
    assert sum(colours) > 0


def contours(one: np.ndarray, other: np.ndarray) -> float:
    """How alike two pictures are in where their brightness changes, on 32x32 blocks."""
    found = []
    for picture in (one, other):
        side = picture.shape[0] // 32
        grey = picture.mean(axis=2).reshape(32, side, 32, side).mean(axis=(1, 3))
        found.append(np.abs(np.diff(grey, axis=0))[:, 1:] + np.abs(np.diff(grey, axis=1))[1:])
    return float(np.corrcoef(found[0].ravel(), found[1].ravel())[0, 1])
