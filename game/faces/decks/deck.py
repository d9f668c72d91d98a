"""A deck: real photos with licence, frame and split, described by a manifest.

The manifests of decks that set-up makes lie in assets/decks; a deck that the host has added lies
with its own, `deck.toml`, in the game's home.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from game.common.errors import Unavailable
from game.common.language import say, to_say
from game.common.settings import Settings
from game.faces.frame import BrokenPhoto, Frame

DECK = "celeba-sample"

MANIFEST = "deck.toml"
LEAST_PHOTOS = 24  # a round takes ten, and a game ends once half of the photos were seen


@dataclass(frozen=True)
class Deck:
    """Photos by name: `train` may be shown to a network in training, `play` never is.

    `remedy`: what to do about a photo that cannot be shown, a sentence. `may_leave`: whether its
    licence lets anybody have the photos in a file; the manifest says so, or it does not. `style`:
    what recipes of fakes in the deck's own style call it; None: its fakes are plain.
    """

    name: str
    title: str
    source: str
    licence: str
    frame: Frame
    train: tuple[str, ...]
    play: tuple[str, ...]
    folder: Path
    remedy: str = to_say("`python -m game setup` restores it.")
    may_leave: bool = False
    style: str | None = None

    def photo(self, name: str) -> np.ndarray:
        """A framed photo, uint8 (height, width, 3). Raises BrokenPhoto with its name."""
        try:
            with (self.folder / name).open("rb") as file:  # however large it is, read no more of it
                return self.frame.photo(file.read(self.frame.largest_file + 1))
        except FileNotFoundError:
            problem = "it is not there"
        except BrokenPhoto as error:
            problem = str(error)
        except OSError as error:
            problem = f"{error.strerror}"
        raise BrokenPhoto(
            say(
                "The photo {name} of the deck {deck} cannot be shown: {problem}. {remedy}",
                name=name,
                deck=self.name,
                problem=problem,
                remedy=say(self.remedy),
            )
        )


def load_deck(name: str, settings: Settings) -> Deck:
    """The deck of this name. Raises Unavailable if it is not described or not set up."""
    folder = settings.decks / name
    shipped = _shipped(name, settings)
    if not shipped.is_file():
        if name not in own_deck_names(settings):
            raise Unavailable(
                say(
                    "There is no deck {name}; there is {known}.",
                    name=repr(name),
                    known=", ".join(deck_names(settings)) or say("none"),
                )
            )
        remedy = to_say("The host has removed it or its deck; end this round and begin another.")
        return _deck(name, _described(folder / MANIFEST), folder, remedy)
    if not folder.is_dir():
        raise Unavailable(
            say("The photos of the deck {name} are missing; run `python -m game setup`.", name=name)
        )
    return _deck(name, _described(shipped), folder, Deck.remedy)


def load_frame(name: str, settings: Settings) -> Frame:
    """The frame of a deck of assets/decks, whether its photos are there or not."""
    return _frame(_described(_shipped(name, settings))["frame"])


def deck_names(settings: Settings) -> list[str]:
    """The decks that can be played: those of assets/decks that are set up, then the host's own.

    One of the host's from which so many photos were removed that a game needs more is not among
    them.
    """
    shipped = sorted(file.stem for file in (settings.assets / "decks").glob("*.toml"))
    there = [name for name in shipped if (settings.decks / name).is_dir()]
    own = [
        name
        for name in own_deck_names(settings)
        if len(load_deck(name, settings).play) >= LEAST_PHOTOS
    ]
    return there + own


def own_deck_names(settings: Settings) -> list[str]:
    """The decks that the host has added, whether they still have enough photos or not."""
    return sorted(manifest.parent.name for manifest in settings.decks.glob(f"*/{MANIFEST}"))


def manifest_file(name: str, settings: Settings) -> Path:
    """Where a deck is described, whether it came with the game or was added here."""
    shipped = _shipped(name, settings)
    return shipped if shipped.is_file() else settings.decks / name / MANIFEST


def _shipped(name: str, settings: Settings) -> Path:
    return settings.assets / "decks" / f"{name}.toml"


def _described(manifest: Path) -> dict[str, Any]:
    return tomllib.loads(manifest.read_text())


def _deck(name: str, described: dict[str, Any], folder: Path, remedy: str) -> Deck:
    return Deck(
        name=name,
        title=described["title"],
        source=described["source"],
        licence=described["licence"],
        frame=_frame(described["frame"]),
        train=tuple(described["split"]["train"]),
        play=tuple(described["split"]["play"]),
        folder=folder,
        remedy=remedy,
        may_leave=described.get("may_leave", False),
        style=described.get("style"),
    )


def _frame(described: dict[str, Any]) -> Frame:
    return Frame(
        canvas=tuple(described["canvas"]),
        window=tuple(described["window"]),
        fake_box=tuple(described["fake_box"]),
        eyes=(tuple(described["eyes"][0]), tuple(described["eyes"][1])),
        quantisation=tuple(tuple(table) for table in described["quantisation"]),
    )
