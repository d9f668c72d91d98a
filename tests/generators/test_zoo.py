"""A generator is a file and an entry: the project's own, or one that a user adds."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from game.common.errors import Refused, Unavailable
from game.common.settings import Settings
from game.generators import manifest, zoo
from game.generators.checkpoint import CheckpointError
from game.generators.families.stylegan2 import StyleGAN2, StyleGAN2Config
from tests.generators.filling import fill


@pytest.fixture
def at_home(settings: Settings, tmp_path: Path) -> Settings:
    return replace(settings, home=tmp_path)


@pytest.fixture
def checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that reads as a small StyleGAN2; the reading itself has tests of its own."""
    network = StyleGAN2(StyleGAN2Config(z_dim=8, w_dim=8, mapping_layers=2, channels=(8, 8, 4)))
    fill(network)
    file = tmp_path / "mine.pt"
    file.write_bytes(b"weights")

    def read(source: Path) -> StyleGAN2:
        if source != file:
            raise CheckpointError(f"{source} is no checkpoint.")
        return network

    monkeypatch.setattr(zoo, "import_stylegan2", read)
    return file


def test_an_added_generator_makes_faces_by_its_name(at_home: Settings, checkpoint: Path) -> None:
    zoo.add(checkpoint, "mine", 'My "own"', at_home)
    generator = zoo.load_generator("mine", at_home)
    assert generator.sizes == (4, 8, 16)
    face = generator.face(generator.recipe(7, truncation_psi=0.7, size=8))
    assert face.shape == (8, 8, 3)
    assert manifest.licence("mine", at_home) == 'My "own"'
    again = zoo.load_generator("mine", at_home)
    assert np.array_equal(again.face(generator.recipe(7, 0.7, 8)), face)


def test_both_of_two_added_generators_are_there(at_home: Settings, checkpoint: Path) -> None:
    before = set(manifest.entries(at_home))
    for name in ("one", "two"):
        zoo.add(checkpoint, name, "mine", at_home)
    assert set(manifest.entries(at_home)) == before | {"one", "two"}


@pytest.mark.parametrize("name", ["", "../x", "Mine", "a b", "-x", "x" * 65])
def test_a_name_that_no_file_should_have_is_refused(
    at_home: Settings, checkpoint: Path, name: str
) -> None:
    with pytest.raises(Refused, match="small letters"):
        zoo.add(checkpoint, name, "mine", at_home)


def test_a_name_that_is_taken_and_weights_without_a_licence_are_refused(
    at_home: Settings, checkpoint: Path
) -> None:
    with pytest.raises(Refused, match="already has"):
        zoo.add(checkpoint, "mobilestylegan-ffhq", "mine", at_home)
    with pytest.raises(Refused, match="licence"):
        zoo.add(checkpoint, "mine", " ", at_home)


def test_a_file_that_is_no_checkpoint_leaves_the_zoo_as_it_was(
    at_home: Settings, checkpoint: Path
) -> None:
    with pytest.raises(CheckpointError, match="no checkpoint"):
        zoo.add(checkpoint.with_name("other"), "mine", "mine", at_home)
    assert "mine" not in manifest.entries(at_home)
    assert not at_home.generators.exists()


def test_weights_that_were_changed_since_are_refused(at_home: Settings, checkpoint: Path) -> None:
    place = zoo.add(checkpoint, "mine", "mine", at_home)
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    with pytest.raises(CheckpointError, match="instead of"):
        zoo.load_generator("mine", at_home)


def test_a_generator_that_the_zoo_does_not_have_is_refused(settings: Settings) -> None:
    with pytest.raises(Unavailable, match=r"'nobody'.*mobilestylegan-ffhq"):
        zoo.load_generator("nobody", settings)


def test_random_weights_are_never_left_in_place(at_home: Settings, checkpoint: Path) -> None:
    """What is loaded is exactly what was added."""
    zoo.add(checkpoint, "mine", "mine", at_home)
    loaded = zoo.load_generator("mine", at_home).network
    original = zoo.import_stylegan2(checkpoint)
    assert isinstance(loaded, StyleGAN2)
    for name, tensor in original.state_dict().items():
        assert torch.equal(loaded.state_dict()[name].cpu(), tensor)
