"""A style: another centre for truncation, by a name that its file must answer to."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from game.common.errors import Refused, Unavailable
from game.common.recipe import GENERATOR, Recipe
from game.common.settings import Settings
from game.generators.opponent import RecipeError
from game.generators.style import Style, load_style, p_of, save_style, the_style
from game.generators.synthesis import Generator
from game.generators.zoo import load_generator
from tests.fixtures.decks import linked_home
from tests.fixtures.pictures import default_generator

CENTRE = np.linspace(-1, 1, 512, dtype=np.float32)


def styled(generator: Generator, factor: float) -> Style:
    return Style(generator.checkpoint_sha256, "ours", factor * CENTRE, np.zeros_like(CENTRE))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("styled")
    return Settings(linked_home(folder / "home"), "", models=folder / "models")


@pytest.fixture(scope="module")
def name(settings: Settings) -> str:
    return save_style(styled(default_generator(), 1.0), "class9", settings.models / "styles")


@pytest.fixture(scope="module")
def generator(settings: Settings) -> Generator:
    plain = default_generator()
    return Generator(
        plain.name, plain.checkpoint_sha256, plain.network, lambda name: load_style(name, settings)
    )


def test_psi_0_is_the_centre_and_psi_1_moves_every_face_by_as_much(
    generator: Generator, name: str
) -> None:
    z = np.concatenate([generator.latent(seed) for seed in range(3)])
    for w in generator.ws(z, 0.0, name)[:, 0]:
        np.testing.assert_allclose(p_of(w), CENTRE, atol=1e-6)
    moved, plain = (p_of(generator.ws(z, 1.0, style)[:, 0]) for style in (name, None))
    for step in moved - plain:
        np.testing.assert_allclose(step, CENTRE, atol=1e-4)


def test_the_mean_of_random_faces_as_centre_changes_nothing_at_psi_1(
    generator: Generator,
) -> None:
    w = generator.ws(np.concatenate([generator.latent(seed) for seed in range(9)]))[:, 0]
    style = Style(generator.checkpoint_sha256, "ours", p_of(w).mean(axis=0), p_of(w).mean(axis=0))
    np.testing.assert_allclose(style.truncated(w, 1.0), w, atol=1e-5)


def test_a_recipe_in_a_style_is_another_face_and_always_the_same(
    generator: Generator, name: str
) -> None:
    plain = generator.recipe(7, 0.7, 128)
    in_style = replace(plain, style=name)
    faces = [generator.face(recipe) for recipe in (plain, in_style, in_style)]
    assert not np.array_equal(faces[0], faces[1])
    assert np.array_equal(faces[1], faces[2])


def test_a_style_that_is_not_here_or_was_changed_is_refused(
    generator: Generator, name: str, settings: Settings
) -> None:
    with pytest.raises(Unavailable, match="is not here"):
        generator.face(generator.recipe(7, 0.7, 128, style="class9-0123456789ab"))
    file = settings.models / "styles" / f"{name}.safetensors"
    other = settings.models / "styles" / "class9-ba9876543210.safetensors"
    other.write_bytes(file.read_bytes())
    with pytest.raises(Unavailable, match="is not here"):
        load_style("class9-ba9876543210", settings)


def test_a_style_is_of_its_weights_alone(settings: Settings, tmp_path: Path) -> None:
    style = replace(styled(default_generator(), 1.0), checkpoint_sha256="0" * 64)
    foreign = save_style(style, "class9", settings.models / "styles")
    usual = default_generator()
    generator = Generator(
        usual.name, usual.checkpoint_sha256, usual.network, lambda name: load_style(name, settings)
    )
    with pytest.raises(RecipeError, match="no style"):
        generator.check(generator.recipe(7, 0.7, 128, style=foreign))


def test_the_zoo_finds_the_style_of_a_deck_with_the_deck(settings: Settings) -> None:
    generator = load_generator(GENERATOR, settings)
    own = replace(settings, home=settings.home / "other")
    style = styled(generator, 0.1)
    name = save_style(style, "class9", own.decks / "class9")
    assert load_style(name, own).centre[0] == pytest.approx(-0.1)


def test_a_style_is_found_by_its_deck_if_the_deck_has_but_one(
    settings: Settings, name: str, tmp_path: Path
) -> None:
    here = replace(settings, models=tmp_path)
    with pytest.raises(Refused, match="no style class9"):
        the_style("class9", here)
    with pytest.raises(Refused, match="no style"):
        the_style(name, here)
    first = save_style(styled(default_generator(), 0.5), "class9", here.models / "styles")
    assert the_style("class9", here) == the_style(first, here) == first
    save_style(styled(default_generator(), 0.6), "class9", here.models / "styles")
    with pytest.raises(Refused, match="several styles"):
        the_style("class9", here)
    assert the_style(first, here) == first


@pytest.mark.parametrize("name", ["../../etc-0123456789ab", "class9", "class9-0123456789AB", ""])
def test_a_name_that_no_style_can_have_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="style"):
        Recipe("g", "f" * 64, 1, 0.7, 256, style=name)


def test_along_its_own_directions_a_style_has_its_own_spread(
    generator: Generator, settings: Settings
) -> None:
    rng = np.random.default_rng(0)
    directions = np.linalg.qr(rng.normal(size=(512, 2)))[0].astype(np.float32).T
    plain = styled(generator, 1.0)
    # Transposed: what lies in memory otherwise than it reads must come back as it reads.
    own = replace(plain, along=directions, stretch=np.asfortranarray([[2.0], [-1.0]] * directions))
    own = load_style(save_style(own, "class9", settings.models / "styles"), settings)
    w = generator.ws(np.concatenate([generator.latent(seed) for seed in range(9)]))[:, 0]
    before, after = (p_of(style.truncated(w, 0.5)) - CENTRE for style in (plain, own))
    np.testing.assert_allclose(after @ directions.T, before @ directions.T * [3, 0], atol=1e-4)
    moved = after - before
    np.testing.assert_allclose(moved - moved @ directions.T @ directions, 0, atol=1e-4)
