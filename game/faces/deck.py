"""A deck: real photos with licence, frame and split, described by a manifest in assets/decks."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from game.faces.content import content_features
from game.faces.frame import BrokenPhoto, Frame
from game.refusal import Unavailable
from game.settings import Settings


@dataclass(frozen=True)
class Deck:
    """Photos by name: `train` may be shown to a network in training, `play` never is."""

    name: str
    title: str
    source: str
    licence: str
    frame: Frame
    train: tuple[str, ...]
    play: tuple[str, ...]
    folder: Path

    def photo(self, name: str) -> np.ndarray:
        """A framed photo, uint8 (height, width, 3). Raises BrokenPhoto with its name."""
        try:
            with (self.folder / name).open("rb") as file:  # however large it is, read no more of it
                return self.frame.photo(file.read(self.frame.largest_file + 1))
        except (BrokenPhoto, OSError) as error:
            raise BrokenPhoto(
                f"The photo {name} of the deck {self.name} cannot be shown: {error}. "
                "`python -m game setup` restores it."
            ) from None

    @cached_property
    def play_content(self) -> np.ndarray:
        """Features of the play photos, (len(play), 5); see `content_features`."""
        return np.stack([content_features(self.photo(name)) for name in self.play])


def load_deck(name: str, settings: Settings) -> Deck:
    """The deck of this name. Raises Unavailable if it is not described or not set up."""
    manifest = settings.assets / "decks" / f"{name}.toml"
    folder = settings.decks / name
    if not manifest.is_file():
        raise Unavailable(f"There is no deck {name!r} in assets/decks.")
    if not folder.is_dir():
        raise Unavailable(f"The photos of the deck {name} are missing; run `python -m game setup`.")
    described = tomllib.loads(manifest.read_text())
    frame = described["frame"]
    return Deck(
        name=name,
        title=described["title"],
        source=described["source"],
        licence=described["licence"],
        frame=Frame(
            canvas=tuple(frame["canvas"]),
            window=tuple(frame["window"]),
            fake_box=tuple(frame["fake_box"]),
            eyes=(tuple(frame["eyes"][0]), tuple(frame["eyes"][1])),
            quantisation=tuple(tuple(table) for table in frame["quantisation"]),
        ),
        train=tuple(described["split"]["train"]),
        play=tuple(described["split"]["play"]),
        folder=folder,
    )
