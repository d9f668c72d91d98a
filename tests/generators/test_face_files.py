"""Faces as files: the recipe travels along, and a dataset that was cut short is gone on with."""

import io
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from game.common.errors import Refused, Unavailable
from game.common.recipe import Recipe
from game.generators import face_files
from game.generators.face_files import NOTE, gif, write_dataset, write_face
from game.generators.opponent import RecipeError
from game.generators.synthesis import Generator


@pytest.fixture
def recipes(generator: Generator) -> list[Recipe]:
    return [generator.recipe(seed, 0.7, 128) for seed in (5, 6, 7)]


def manifest(folder: Path) -> dict[str, dict[str, object]]:
    lines = (folder / "manifest.jsonl").read_text().splitlines()
    return {row["file"]: row["recipe"] for row in map(json.loads, lines)}


def test_a_file_carries_what_makes_it_again(
    generator: Generator, recipes: list[Recipe], tmp_path: Path
) -> None:
    write_face(generator, recipes[0], "a licence", tmp_path / "face.png")
    with Image.open(tmp_path / "face.png") as image:
        recipe = Recipe(**json.loads(image.info["Recipe"]))
        assert "does not exist" in image.info["Description"]
        assert "a licence" in image.info["Copyright"]
        assert np.array_equal(np.asarray(image), generator.face(recipe))
    assert recipe == recipes[0]


def test_a_dataset_has_every_face_its_recipe_and_the_licence(
    generator: Generator, recipes: list[Recipe], tmp_path: Path
) -> None:
    assert write_dataset(generator, recipes, "a licence", tmp_path / "set") == 3
    assert manifest(tmp_path / "set") == {f"{r.seed:010d}.png": asdict(r) for r in recipes}
    assert "a licence" in (tmp_path / "set" / "LICENCE.txt").read_text()
    with Image.open(tmp_path / "set" / "0000000006.png") as image:
        assert np.array_equal(np.asarray(image), generator.face(recipes[1]))


def test_a_dataset_that_was_cut_short_is_gone_on_with(
    generator: Generator, recipes: list[Recipe], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Recipe] = []

    def dies_at_the_second(self: Generator, recipe: Recipe) -> np.ndarray:
        made.append(recipe)
        if len(made) == 2:
            raise KeyboardInterrupt
        return np.zeros((128, 128, 3), np.uint8)

    with monkeypatch.context() as patch:
        patch.setattr(Generator, "face", dies_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            write_dataset(generator, recipes, "a licence", tmp_path)
    with (tmp_path / "manifest.jsonl").open("a") as file:
        file.write('{"file": "00000')  # the crash came while a line was written
    assert write_dataset(generator, recipes, "a licence", tmp_path) == 2
    assert list(manifest(tmp_path)) == [f"{recipe.seed:010d}.png" for recipe in recipes]
    assert sorted(path.name for path in tmp_path.glob("*.png")) == list(manifest(tmp_path))
    assert not list(tmp_path.glob(".half-*"))


def test_a_dataset_that_is_whole_is_not_made_again_but_a_lost_face_is(
    generator: Generator, recipes: list[Recipe], tmp_path: Path
) -> None:
    write_dataset(generator, recipes, "a licence", tmp_path)
    assert write_dataset(generator, recipes, "a licence", tmp_path) == 0
    (tmp_path / "0000000006.png").unlink()
    assert write_dataset(generator, recipes, "a licence", tmp_path) == 1
    assert len(manifest(tmp_path)) == 3


def test_a_folder_with_other_faces_is_left_alone(
    generator: Generator, recipes: list[Recipe], tmp_path: Path
) -> None:
    write_dataset(generator, recipes[:1], "a licence", tmp_path)
    before = (tmp_path / "0000000005.png").read_bytes()
    for others in (recipes[1:], [generator.recipe(5, 1.0, 128)]):
        with pytest.raises(Refused, match="already holds other faces"):
            write_dataset(generator, others, "a licence", tmp_path)
    assert (tmp_path / "0000000005.png").read_bytes() == before


def test_a_size_that_the_generator_does_not_make_is_refused(
    generator: Generator, tmp_path: Path
) -> None:
    with pytest.raises(RecipeError, match="128, 256, 512 or 1024 pixels, not 300"):
        write_face(generator, generator.recipe(1, 0.7, 300), "a licence", tmp_path / "face.png")
    with pytest.raises(RecipeError, match="not 300"):
        write_dataset(generator, [generator.recipe(1, 0.7, 300)], "a licence", tmp_path / "set")
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_named(
    generator: Generator, recipes: list[Recipe], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unavailable, match="cannot be written"):
        write_face(generator, recipes[0], "a licence", tmp_path / "file" / "face.png")


def test_a_full_disk_leaves_no_half_face(
    generator: Generator, recipes: list[Recipe], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(face_files.Path, "replace", full)
    with pytest.raises(Unavailable, match="No space left"):
        write_face(generator, recipes[0], "a licence", tmp_path / "face.png")
    assert not list(tmp_path.iterdir())


def test_a_film_goes_there_and_back_without_end(generator: Generator) -> None:
    faces = [generator.picture(generator.ws(generator.latent(seed))[0], 128) for seed in (1, 2, 3)]
    with Image.open(io.BytesIO(gif(faces))) as film:
        assert film.n_frames == 4  # type: ignore[attr-defined]
        assert film.info["loop"] == 0
        assert film.info["duration"] == 80
        assert film.info["comment"] == NOTE.encode()
        shown = []
        for frame in range(4):
            film.seek(frame)
            shown.append(np.asarray(film.convert("RGB")).astype(int))
    for made, face in zip(shown, [*faces, faces[1]], strict=True):
        assert np.abs(made - face).mean() < 12  # a palette of 256 colours
