"""The faces that judges are trained on, fixed on, and measured on: three parts, nothing in two."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np

from game.common.files import whole
from game.common.recipe import (
    FACE_SIZE,
    GENERATOR,
    PLAY_SEEDS,
    TRAIN_SEEDS,
    VALIDATION_SEEDS,
    Recipe,
    usual_psi,
)
from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.faces.decks.deck import DECK, Deck, load_deck
from game.faces.thumbnail import enlarged, reduced
from game.generators.manifest import entries
from game.generators.synthesis import Generator
from game.generators.zoo import load_generator

PartName = Literal["fit", "validation", "held_out"]
PARTS: tuple[PartName, ...] = ("fit", "validation", "held_out")
SEEDS = {"fit": TRAIN_SEEDS, "validation": VALIDATION_SEEDS, "held_out": PLAY_SEEDS}
N_FAKES = {"fit": 700, "validation": 200, "held_out": 400}
N_FAKES_OF_OTHERS = {"fit": 150, "validation": 50, "held_out": 100}


@dataclass(frozen=True)
class Part:
    """Framed faces, uint8 (n, side, side, 3), reals and fakes."""

    reals: np.ndarray
    fakes: np.ndarray


@dataclass(frozen=True)
class Source:
    """Where fakes come from: a generator of the zoo at a stage of its training.

    `entry` names the weights in the zoo, `size` the pixels at which a face is made, `trained_here`
    says that the generator learned from the deck's framed photos reduced to its size: its faces are
    compared with photos that were reduced alike, or else sharpness would give the answer away.
    `styled`: in the deck's own style, as they are dealt, rather than plain.
    """

    generator: str
    stage: str
    entry: str
    size: int
    trained_here: bool = False
    styled: bool = False

    @property
    def n_fakes(self) -> dict[str, int]:
        """How many fakes each part has."""
        return N_FAKES if self.size == FACE_SIZE else N_FAKES_OF_OTHERS

    def seeds(self, part: PartName) -> range:
        """Which seeds are in which part."""
        first = SEEDS[part].start
        return range(first, first + self.n_fakes[part])

    def made_by(self, settings: Settings) -> str:
        """What decides its faces beside their seeds: the first digits of the weights' sha256, and
        the style.
        """
        weights = entries(settings)[self.entry]["checkpoint_sha256"][:12]
        style = load_deck(DECK, settings).style if self.styled else None
        return f"{weights}-{style}" if style else weights


DEALT = Source(GENERATOR, f"{FACE_SIZE} px, as dealt", GENERATOR, FACE_SIZE, styled=True)
PLAIN = Source(GENERATOR, f"{FACE_SIZE} px, plain", GENERATOR, FACE_SIZE)
LARGE = Source(GENERATOR, "1024 px, plain", GENERATOR, 1024)


def sources(settings: Settings) -> list[Source]:
    """The fakes that are dealt first, others of that network, then every stage trained here."""
    found = [DEALT, PLAIN, LARGE]
    for name, entry in entries(settings).items():
        if "stage" in entry:
            size = load_generator(name, settings).sizes[-1]
            found.append(Source(entry["family"], entry["stage"], name, size, trained_here=True))
    return found


def photo_names(deck: Deck) -> dict[PartName, tuple[str, ...]]:
    """Which photos are in which part: every fifth train photo validates, `play` is held out."""
    return {
        "fit": tuple(name for index, name in enumerate(deck.train) if index % 5),
        "validation": deck.train[::5],
        "held_out": deck.play,
    }


def load_part(source: Source, part: PartName, settings: Settings, most: int | None = None) -> Part:
    """Reals of one part, and its fakes or the first of them."""
    return Part(reals(source, part, settings), fakes(source, part, settings, most))


def reals(
    source: Source, part: PartName, settings: Settings, at_most: int | None = None
) -> np.ndarray:
    """The photos beside which fakes of this source stand, or the first of them."""
    if source.trained_here:
        return thumbnails(part, source.size, settings)[:at_most]
    return photos(part, settings)[:at_most]


def fakes(
    source: Source, part: PartName, settings: Settings, at_most: int | None = None
) -> np.ndarray:
    """The fakes of one part, or the first of them; what is slow to make is kept in the home."""
    deck = load_deck(DECK, settings)
    generator = load_generator(source.entry, settings)

    def recipe(seed: int) -> Recipe:
        if source.trained_here:  # the small networks trained here are judged as they are
            return generator.recipe(seed, 1.0, source.size)
        style = deck.style if source.styled else None
        return generator.recipe(seed, usual_psi(style), source.size, style=style)

    seeds = source.seeds(part)[:at_most]
    if not source.trained_here:
        return framed(deck, generator, recipe, seeds, settings.home)
    small = (generator.face(recipe(seed)) for seed in seeds)
    return np.stack([enlarged(face, deck.frame.size[0]) for face in small])


def load_parts(
    sources: Iterable[Source], part: PartName, settings: Settings, most: int | None = None
) -> dict[str, list[Part]]:
    """`load_part` of several sources: by generator, one for each of its stages."""
    found: dict[str, list[Part]] = defaultdict(list)
    for source in sources:
        found[source.generator].append(load_part(source, part, settings, most))
    return found


@cache
def photos(part: PartName, settings: Settings) -> np.ndarray:
    """The framed photos of a part, uint8 (n, side, side, 3)."""
    deck = load_deck(DECK, settings)
    return np.stack([deck.photo(name) for name in photo_names(deck)[part]])


@cache
def thumbnails(part: PartName, size: int, settings: Settings) -> np.ndarray:
    """The photos of a part reduced to `size` pixels and enlarged again."""
    whole = photos(part, settings)
    return np.stack([enlarged(reduced(photo, size), photo.shape[0]) for photo in whole])


def framed(
    deck: Deck, generator: Generator, recipe: Callable[[int], Recipe], seeds: range, home: Path
) -> np.ndarray:
    """The fakes of these seeds as the deck frames them, uint8 (n, height, width, 3).

    They are made once and kept in `home`, where a file of more seeds will do; its name has all that
    decides them but the frame.
    """
    first = recipe(seeds.start)
    key = f"{first.checkpoint_sha256[:12]}-psi{first.truncation_psi}-{first.size}px"
    if first.style is not None:
        key += f"-{first.style}"
    folder = home / "framed" / deck.name
    for longer in folder.glob(f"{key}-{seeds.start}-*.npy"):
        if int(longer.stem.rsplit("-", 1)[1]) >= seeds.stop:
            return np.array(np.load(longer, mmap_mode="r")[: len(seeds)])
    made = np.stack(
        [
            deck.frame.fake(generator.face(recipe(seed)))
            for seed in progress_bar(seeds, desc="fakes", unit="face")
        ]
    )
    with whole(folder / f"{key}-{seeds.start}-{seeds.stop}.npy") as file:
        np.save(file, made)
    return made
