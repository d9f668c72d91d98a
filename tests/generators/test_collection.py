"""Faces of a generator that is not here: each by the seed that its file's sha256 begins with."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from game.common.errors import Refused, Unavailable
from game.common.recipe import PLAY_SEEDS
from game.common.settings import ROOT, Settings
from game.generators.collection import COLLECTION, Collection, load_collection
from game.generators.opponent import RecipeError


@pytest.fixture(scope="module")
def collection(settings: Settings) -> Collection:
    return load_collection(COLLECTION, settings)


def test_every_face_has_a_seed_of_its_own_and_is_there(collection: Collection) -> None:
    seeds = collection.play_seeds(np.random.default_rng(0), 77)
    assert len(set(seeds)) == 77
    assert all(seed in PLAY_SEEDS for seed in seeds)  # a saved set holds no others
    face = collection.face(collection.recipe(seeds[0], 1.0))
    assert (face.shape, face.dtype) == ((512, 512, 3), np.uint8)


def test_no_round_has_more_faces_than_there_are(collection: Collection) -> None:
    with pytest.raises(Refused, match="only"):
        collection.play_seeds(np.random.default_rng(0), 1000)


def test_another_collections_recipe_is_refused(collection: Collection) -> None:
    (seed,) = collection.play_seeds(np.random.default_rng(0), 1)
    recipe = collection.recipe(seed, 1.0)
    with pytest.raises(RecipeError, match="here is"):
        collection.face(replace(recipe, checkpoint_sha256="0" * 64))
    with pytest.raises(RecipeError, match="no face"):
        collection.face(replace(recipe, seed=5))


def test_a_file_that_was_changed_is_not_shown(settings: Settings, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "assets" / "collections", tmp_path / "collections")
    copied = load_collection(COLLECTION, replace(settings, assets=tmp_path))
    for file in (tmp_path / "collections" / COLLECTION).glob("*.jpg"):
        file.write_bytes(b"")
    (seed,) = copied.play_seeds(np.random.default_rng(0), 1)
    with pytest.raises(Unavailable, match="damaged"):
        copied.face(copied.recipe(seed, 1.0))
