"""Which photo stands beside which fake: nobody is met twice, in whatever expression."""

from dataclasses import replace

import numpy as np
import pytest

from game.common.errors import Refused
from game.common.settings import Settings
from game.faces.content import FEATURES
from game.faces.decks.deck import Deck, load_deck
from game.rounds.dealing.fakes import Fakes, fake
from game.rounds.dealing.matching import nearest_pair, trials
from game.rounds.plan import Photo, Plan
from tests.rounds.playing import Maker


def of_pairs(deck: Deck) -> Deck:
    """The deck, as if each two of sixty photos showed one person."""
    play = deck.play[:60]
    return replace(deck, play=play, people=tuple(zip(play[::2], play[1::2], strict=True)))


def made(number: int, rng: np.random.Generator) -> Fakes:
    recipes = tuple(fake(Maker(), 2_000_000 + seed) for seed in range(number))
    return Fakes(1, recipes, rng.normal(size=(number, len(FEATURES))))


def test_nobody_is_shown_twice_in_whatever_photo(deck: Deck) -> None:
    pairs, rng = of_pairs(deck), np.random.default_rng(0)
    content = rng.normal(size=(60, len(FEATURES)))
    seen: list[str] = []
    for _ in range(3):
        dealt = trials(pairs, content, made(5, rng), Plan(deck.name), seen)
        seen += [face.name for faces in dealt for face in faces if isinstance(face, Photo)]
    assert len(seen) == len({pairs.person(name) for name in seen}) == 15
    with pytest.raises(Refused, match="15 of the 30 people"):
        trials(pairs, content, made(5, rng), Plan(deck.name), seen)


def test_nor_among_the_photos_that_suit_a_player_or_in_a_climb(deck: Deck) -> None:
    pairs, rng = of_pairs(deck), np.random.default_rng(0)
    content = rng.normal(size=(60, len(FEATURES)))
    dealt = trials(pairs, content, made(5, rng), Plan(deck.name), (), suited=pairs.play)
    names = [face.name for faces in dealt for face in faces if isinstance(face, Photo)]
    assert len({pairs.person(name) for name in names}) == 5
    fakes = made(1, rng)
    known = names[:1]
    photo, _ = nearest_pair(pairs, content, fakes.recipes, content[:1], known)
    assert pairs.person(photo.name) != pairs.person(known[0])


def test_the_london_set_shows_each_person_in_two_photos() -> None:
    london = load_deck("london", Settings.from_environment())
    assert (len(london.play), london.play_people) == (204, 102)
    assert london.train == ()  # nobody learns from them
    assert london.person("001_08.jpg") == london.person("001_03.jpg")
    assert all((london.folder / name).is_file() for name in london.play)
    picture = london.photo("001_03.jpg")
    assert picture.shape == (512, 512, 3)
    assert london.frame.tone is not None
    corner = np.median(picture[:40, :40], axis=(0, 1))
    assert corner == pytest.approx(london.frame.tone.wall, abs=3)
