"""A recipe is a face, always and everywhere the same one."""

import subprocess
import sys
import threading
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from game.common.errors import Refused
from game.common.recipe import Recipe
from game.generators.opponent import RecipeError
from game.generators.synthesis import Generator, latent

IN_ANOTHER_PROCESS = """
import hashlib
from game.generators.zoo import load_generator
from game.common.settings import Settings
generator = load_generator("mobilestylegan-ffhq", Settings.from_environment())
for size in generator.sizes:
    face = generator.face(generator.recipe(2**32 - 1, 0.7, size))
    print(hashlib.sha256(face.tobytes()).hexdigest())
"""


@pytest.fixture(scope="module")
def recipe(generator: Generator) -> Recipe:
    return generator.recipe(2**32 - 1, truncation_psi=0.7)


@pytest.fixture(scope="module")
def face(generator: Generator, recipe: Recipe) -> np.ndarray:
    return generator.face(recipe)


def test_a_face_is_a_picture_of_the_generators_size(generator: Generator, face: np.ndarray) -> None:
    assert generator.sizes == (128, 256, 512, 1024)
    assert face.shape == (1024, 1024, 3)
    assert face.dtype == np.uint8
    assert face.std() > 20


def test_the_same_recipe_is_the_same_face_in_another_process() -> None:
    # Two processes of their own: in this one other tests have run OpenVINO and the compiler, which
    # may have changed how the processor rounds.
    once, again = (
        subprocess.run(
            [sys.executable, "-c", IN_ANOTHER_PROCESS], capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(2)
    )
    assert len(set(once)) == len(once) > 1
    assert once == again


def test_every_size_shows_the_same_person(generator: Generator, recipe: Recipe) -> None:
    full = Image.fromarray(generator.face(recipe))
    for size in generator.sizes[:-1]:
        small = generator.face(replace(recipe, size=size)).astype(int)
        assert small.shape == (size, size, 3)
        reduced = np.asarray(full.resize((size, size), Image.Resampling.LANCZOS)).astype(int)
        assert np.abs(small - reduced).mean() < 0.05 * 255


def test_a_size_that_it_does_not_make_is_refused(generator: Generator, recipe: Recipe) -> None:
    with pytest.raises(RecipeError, match="128, 256, 512 or 1024 pixels, not 300"):
        generator.face(replace(recipe, size=300))
    with pytest.raises(RecipeError, match="not 2048"):
        generator.picture(generator.ws(generator.latent(1))[0], 2048)


@pytest.mark.parametrize(
    "wrong",
    [
        {"seed": -1},
        {"seed": 2**32},
        {"truncation_psi": float("nan")},
        {"truncation_psi": float("inf")},
        {"truncation_psi": -0.1},
        {"truncation_psi": 2.1},
        {"size": 0},
        {"noise_mode": "random"},
    ],
    ids=str,
)
def test_a_recipe_that_cannot_be_is_refused(recipe: Recipe, wrong: dict[str, object]) -> None:
    (value,) = wrong.values()
    with pytest.raises(Refused, match=str(value)):
        replace(recipe, **wrong)  # type: ignore[arg-type]


def test_many_threads_get_the_same_faces_as_one(generator: Generator) -> None:
    recipes = [generator.recipe(seed, truncation_psi=0.7) for seed in (1, 2)]
    alone = [generator.face(recipe) for recipe in recipes]
    together: dict[int, np.ndarray] = {}

    def draw(place: int) -> None:
        together[place] = generator.face(recipes[place % 2])

    threads = [threading.Thread(target=draw, args=(place,)) for place in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(together[place], alone[place % 2]) for place in range(6))


@pytest.mark.parametrize(
    "change", [{"seed": 0}, {"truncation_psi": 0.6}, {"noise_mode": "none"}], ids=str
)
def test_all_that_a_recipe_says_is_seen_in_the_face(
    generator: Generator, recipe: Recipe, face: np.ndarray, change: dict[str, object]
) -> None:
    other = generator.face(replace(recipe, **change))  # type: ignore[arg-type]
    assert not np.array_equal(other, face)


def test_the_mean_face_does_not_depend_on_the_seed(generator: Generator) -> None:
    for_all = [generator.ws(generator.latent(seed), 0.0) for seed in range(20)]
    assert all(np.array_equal(ws, for_all[0]) for ws in for_all)
    mean, other = (generator.face(generator.recipe(seed, truncation_psi=0)) for seed in (1, 2))
    assert np.array_equal(mean, other)


def test_the_latent_of_a_seed_is_stylegans() -> None:
    # numpy.random.RandomState(0).randn(1, 512) begins so since NumPy 1.
    np.testing.assert_allclose(latent(0, 512)[0, :3], [1.764052, 0.400157, 0.978738], rtol=1e-6)


@pytest.mark.parametrize(
    "change", [{"generator": "another"}, {"checkpoint_sha256": "f" * 64}], ids=str
)
def test_a_recipe_for_other_weights_is_refused(
    generator: Generator, recipe: Recipe, change: dict[str, str]
) -> None:
    (named,) = change.values()
    with pytest.raises(RecipeError, match=named):
        generator.face(replace(recipe, **change))  # type: ignore[arg-type]
