"""The faces that judges are trained on, fixed on, and measured on: three parts, nothing in two."""

from dataclasses import dataclass

import numpy as np
from tqdm import tqdm

from game.dealer import TRUNCATION_PSI
from game.faces.deck import Deck, load_deck
from game.generators.recipe import PLAY_SEEDS, TRAIN_SEEDS, VALIDATION_SEEDS
from game.generators.synthesis import Generator, load_generator
from game.play import DECK, GENERATOR
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
            fakes=_framed_fakes(deck, generator, fake_seeds(part), settings),
        )
        for part, names in photo_names(deck).items()
    }


def _framed_fakes(deck: Deck, generator: Generator, seeds: range, settings: Settings) -> np.ndarray:
    key = f"{generator.checkpoint_sha256[:12]}-psi{TRUNCATION_PSI}-{seeds.start}-{seeds.stop}"
    kept = settings.home / "framed" / deck.name / f"{generator.name}-{key}.npy"
    if not kept.exists():
        faces = [
            deck.frame.fake(generator.face(generator.recipe(seed, truncation_psi=TRUNCATION_PSI)))
            for seed in tqdm(seeds, desc="fakes", unit="face")
        ]
        kept.parent.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(".half.npy")
        np.save(half, np.stack(faces))
        half.replace(kept)
    faces_made: np.ndarray = np.load(kept)
    return faces_made
