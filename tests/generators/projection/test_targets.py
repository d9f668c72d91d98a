"""What a search comes nearer to: losses that are nought where they should be."""

import numpy as np
import pytest

from game.generators.projection.search import Pass, project
from game.generators.projection.targets import (
    FeatureMaps,
    Likeness,
    Thumbnail,
    as_images,
    in_few_tones,
    shrink,
)
from game.generators.synthesis import Generator


@pytest.fixture(scope="module")
def face(generator: Generator) -> np.ndarray:
    return generator.picture(generator.ws(generator.latent(2_000_500), 0.7)[0], 128)


def test_a_picture_is_like_itself_and_less_like_another(
    face: np.ndarray, features: FeatureMaps
) -> None:
    loss = Likeness(np.stack([face, face]), features).at(128)
    own, other = loss(as_images(np.stack([face, face[:, ::-1]]), 128)).tolist()
    assert own < 1e-6
    assert other > 0.05


def test_a_shift_in_the_known_part_counts_as_much_however_much_is_hidden(
    face: np.ndarray, features: FeatureMaps
) -> None:
    darker = (face * 0.5).astype(np.uint8)
    masks = np.ones((2, 128, 128), bool)
    masks[1, :, 64:] = False
    loss = Likeness(np.stack([face, face]), features, masks).at(128)
    whole, half = loss(as_images(np.stack([darker, darker]), 128)).tolist()
    assert 0.5 < half / whole < 2


def test_thumbnails_are_the_mean_of_each_cell(face: np.ndarray) -> None:
    (small,) = shrink(face[None], 16)
    np.testing.assert_allclose(small, face.reshape(16, 8, 16, 8, 3).mean(axis=(1, 3)), atol=0.51)
    loss = Thumbnail(small[None]).at(128)
    assert float(loss(as_images(face[None], 128))) < 1e-3
    assert float(loss(as_images(255 - face[None], 128))) > 1


def test_different_people_shrink_to_nearly_one_thumbnail(
    face: np.ndarray, generator: Generator
) -> None:
    (small,) = shrink(face[None], 16)
    start = np.concatenate([generator.ws(generator.latent(seed), 0.5) for seed in (12, 14)])
    target = Thumbnail(np.repeat(small[None], 2, axis=0))
    first, *_, last = project(generator, target, start, [Pass(40, "w")], pull=0.05)
    errors = [
        np.abs(shrink(state.pictures, 16).astype(int) - small).mean(axis=(1, 2, 3))
        for state in (first, last)
    ]
    assert (errors[0] > 30).all()
    assert (errors[1] < 18).all()
    one, other = last.pictures.astype(int)
    assert np.abs(one - other).mean() > 10


def test_a_drawing_has_four_tones_a_colour() -> None:
    ramp = np.arange(256, dtype=np.uint8)
    assert np.unique(in_few_tones(ramp)).tolist() == [32, 96, 160, 224]
