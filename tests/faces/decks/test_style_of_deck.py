"""A deck's style: where its centre is known, it is found; what it leaves behind, and what not."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from game.common.errors import Refused
from game.common.settings import Settings
from game.faces.decks import style_of_deck
from game.faces.decks.deck import MANIFEST, Deck, load_deck
from game.faces.decks.deck_files import delete, manifest_of, remove_photo, set_style
from game.faces.decks.style_files import make_style
from game.faces.decks.style_of_deck import StyleMaker, fitted, nearest_of
from game.faces.features import load_features
from game.generators.style import Style, load_style, p_of, style_names
from game.generators.synthesis import Generator
from tests.fixtures.decks import USUAL, default_detector

FEW = {"FACES": 200, "AROUND": 24, "STEPS": 1, "APART": 30}


def test_the_regression_finds_a_straight_line_and_says_little_of_noise() -> None:
    rng = np.random.default_rng(0)
    p = rng.normal(size=(20_000, 3)).astype(np.float32)
    seen = p @ rng.normal(size=(3, 8)) + 5
    found = fitted(seen, p)
    np.testing.assert_allclose((seen - found.mean) / found.spread @ found.weights, p, atol=0.9)
    noise = fitted(rng.normal(size=(500, 8)), p[:500])
    assert np.abs(noise.step(np.ones(8))).max() < 0.2


def test_distances_are_parts_of_the_usual_one_of_two_photos() -> None:
    photos = np.array([[0.0], [2.0], [4.0]])  # apart by 2, 2 and 4
    assert nearest_of(np.array([[5.0]]), photos) == {"least": 0.5, "photos": 1.0}


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in FEW.items():
        monkeypatch.setattr(style_of_deck, name, number)


@pytest.fixture
def deck_of_fakes(deck: Deck, generator: Generator, tmp_path: Path) -> tuple[Deck, Style]:
    """A deck whose "photos" are faces around a known centre, and the style that they are in."""
    z = np.concatenate([generator.latent(seed) for seed in range(900, 1900)])
    p = p_of(generator.ws(z)[:, 0])
    middle = p.mean(axis=0)
    _, lengths, directions = np.linalg.svd(p - middle, full_matrices=False)
    along = directions[1] * lengths[1] / np.float32(np.sqrt(len(p)))
    style = Style(generator.checkpoint_sha256, "ours", middle + 2 * along, middle)
    z = np.concatenate([generator.latent(seed) for seed in range(5_000, 5_040)])
    names = tuple(f"{n}.jpg" for n in range(40))
    for name, w in zip(names, style.truncated(generator.ws(z)[:, 0], 0.7), strict=True):
        framed = deck.frame.fake(generator.picture(np.tile(w, (22, 1)), 128))
        canvas = np.zeros((218, 178, 3), np.uint8)
        left, top, right, bottom = deck.frame.window
        canvas[top:bottom, left:right] = framed
        (tmp_path / name).write_bytes(deck.frame.jpeg(canvas))
    return replace(deck, name="fakes", folder=tmp_path, train=names, play=()), style


@pytest.mark.usefixtures("few")
def test_the_centre_of_a_deck_is_found(
    deck_of_fakes: tuple[Deck, Style], generator: Generator
) -> None:
    deck, truth = deck_of_fakes
    shares: list[float] = []
    maker = StyleMaker(deck, generator, load_features(USUAL), default_detector())
    found = maker.make(shares.append)
    away, wanted = found.centre - found.mean, truth.centre - truth.mean
    assert away @ wanted > 0.5 * np.linalg.norm(away) * np.linalg.norm(wanted)
    assert np.linalg.norm(found.centre - truth.centre) < 0.85 * np.linalg.norm(wanted)
    assert shares == sorted(shares)
    assert 0.9 < shares[-1] <= 1


def own_deck(deck: Deck, settings: Settings, photos: int) -> None:
    """A deck of the host's own, of photos of the usual one."""
    folder = settings.decks / "class9"
    folder.mkdir(parents=True)
    for name in deck.train[:photos]:
        (folder / name).write_bytes((deck.folder / name).read_bytes())
    made = replace(deck, name="class9", style=None, train=(), play=deck.train[:photos])
    (folder / MANIFEST).write_text(manifest_of(made))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, generator: Generator) -> None:
    """No style is searched for: every deck's centre is the origin."""
    nowhere = np.zeros(512, np.float32)

    def make(self: StyleMaker, _: object, spread: float) -> Style:
        return Style(generator.checkpoint_sha256, self.deck.licence, nowhere, nowhere, spread)

    monkeypatch.setattr(StyleMaker, "make", make)
    monkeypatch.setattr(style_of_deck, "COMPARED", 3)


@pytest.mark.usefixtures("quick")
def test_a_style_lies_with_its_deck_and_goes_with_it(
    deck: Deck, generator: Generator, home: Settings
) -> None:
    own_deck(deck, home, 24)
    home.features.symlink_to(USUAL.features)
    (home.assets / "features.toml").write_bytes((USUAL.assets / "features.toml").read_bytes())
    name = make_style("class9", generator, home)
    assert load_deck("class9", home).style == name
    assert load_style(name, home).licence == deck.licence
    assert style_names("class9", home) == [name]
    card = (home.decks / "class9" / f"{name}.md").read_text()
    assert "24 photos" in card
    assert generator.checkpoint_sha256 in card
    remove_photo("class9", deck.train[0], home)  # writes the manifest anew
    assert load_deck("class9", home).style == name
    with pytest.raises(Refused, match="24 photos"):
        make_style("class9", generator, home)
    delete("class9", home)
    assert style_names("class9", home) == []


def test_a_shipped_manifest_keeps_all_else(home: Settings) -> None:
    manifest = home.assets / "decks" / "celeba-sample.toml"
    (home.decks / "celeba-sample").mkdir(parents=True)
    before = load_deck("celeba-sample", home)
    for style in ("celeba-sample-0123456789ab", "celeba-sample-ba9876543210"):
        set_style("celeba-sample", style, home)
        assert load_deck("celeba-sample", home) == replace(before, style=style)
    assert manifest.read_text().count("style =") == 1
