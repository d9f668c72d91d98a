"""The faces that judges are trained on, fixed on, and measured on: three parts, nothing in two."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from tqdm import tqdm

from game.dealer import fake
from game.faces.deck import Deck, load_deck
from game.generators.recipe import GENERATOR, PLAY_SEEDS, TRAIN_SEEDS, VALIDATION_SEEDS, Recipe
from game.generators.synthesis import Generator
from game.generators.zoo import load_generator
from game.play import DECK
from game.settings import Settings

N_FAKES = {"fit": 700, "validation": 200, "held_out": 400}


@dataclass(frozen=True)
class Part:
    """Framed faces, uint8 (n, side, side, 3), reals and fakes."""

    reals: np.ndarray
    fakes: np.ndarray


def photo_names(deck: Deck) -> dict[str, tuple[str, ...]]:
    """Which photos are in which part: every fifth train photo validates, `play` is held out."""
    return {
        "fit": tuple(name for index, name in enumerate(deck.train) if index % 5),
        "validation": deck.train[::5],
        "held_out": deck.play,
    }


def fake_seeds(part: str) -> range:
    """Which seeds are in which part."""
    first = {"fit": TRAIN_SEEDS, "validation": VALIDATION_SEEDS, "held_out": PLAY_SEEDS}[part].start
    return range(first, first + N_FAKES[part])


def load_parts(settings: Settings) -> dict[str, Part]:
    """`fit`, `validation` and `held_out`. Fakes are made once and kept in the game's home."""
    deck = load_deck(DECK, settings)
    generator = load_generator(GENERATOR, settings)
    return {
        part: Part(
            reals=np.stack([deck.photo(name) for name in names]),
            fakes=framed(
                deck, generator, partial(fake, generator), fake_seeds(part), settings.home
            ),
        )
        for part, names in photo_names(deck).items()
    }


def framed(
    deck: Deck, generator: Generator, recipe: Callable[[int], Recipe], seeds: range, home: Path
) -> np.ndarray:
    """The fakes of these seeds as the deck frames them, uint8 (n, height, width, 3).

    They are made once and kept in `home`; the file is named by all that decides them but the frame.
    """
    first = recipe(seeds.start)
    key = f"{first.checkpoint_sha256[:12]}-psi{first.truncation_psi}-{first.size}px"
    kept = home / "framed" / deck.name / f"{key}-{seeds.start}-{seeds.stop}.npy"
    if not kept.exists():
        faces = [
            deck.frame.fake(generator.face(recipe(seed)))
            for seed in tqdm(seeds, desc="fakes", unit="face")
        ]
        kept.parent.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(".half.npy")
        np.save(half, np.stack(faces))
        half.replace(kept)
    faces_made: np.ndarray = np.load(kept)
    return faces_made
