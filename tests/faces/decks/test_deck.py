"""The deck: its split, what is left out, and what happens when a photo is broken or missing."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from game.common.errors import Unavailable
from game.common.settings import ROOT, Settings
from game.faces.decks.deck import Deck, load_deck
from game.faces.frame import BrokenPhoto


def test_no_photo_is_in_two_parts(deck: Deck) -> None:
    manifest = tomllib.loads((ROOT / "assets" / "decks" / f"{deck.name}.toml").read_text())
    parts = [*manifest["left_out"].values(), manifest["split"]["train"], manifest["split"]["play"]]
    names = [name for part in parts for name in part]
    assert len(names) == len(set(names)) == 999
    assert abs(len(deck.train) - len(deck.play)) <= 10


def test_every_photo_of_the_deck_can_be_shown(deck: Deck) -> None:
    for name in deck.train + deck.play:
        assert deck.photo(name).shape == (160, 160, 3)


def test_a_broken_or_missing_photo_is_named(deck: Deck, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8 broken")
    other = replace(deck, folder=tmp_path)
    for name in ("broken.jpg", "missing.jpg"):
        with pytest.raises(BrokenPhoto, match=name):
            other.photo(name)


def test_a_deck_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, database_url="")
    with pytest.raises(Unavailable, match="python -m game setup"):
        load_deck("celeba-sample", settings)
    with pytest.raises(Unavailable, match="no deck 'other'"):
        load_deck("other", settings)
