"""A deck: real photos with licence, frame and split, described by a manifest.

The manifests of decks that came with the game lie in assets/decks, and the photos beside them where
their licence allows it; the others set-up fetches into the game's home. A deck that the host has
added lies there with its own, `deck.toml`.
"""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from game.common.errors import Unavailable
from game.common.language import say, to_say
from game.common.settings import Settings
from game.faces.frame import BrokenPhoto, Frame
from game.faces.tone import Tone

DECK = "celeba-sample"

MANIFEST = "deck.toml"
LEAST_PHOTOS = 24  # a round takes ten, and a game ends once half of the photos were seen


@dataclass(frozen=True)
class Deck:
    """Photos by name: `train` may be shown to a network in training, `play` never is.

    `remedy`: what to do about a photo that cannot be shown, a sentence. `may_leave`: whether its
    licence lets anybody have the photos in a file; the manifest says so, or it does not. `style`:
    what recipes of fakes in the deck's own style call it; None: its fakes are plain. `people`:
    photos that show the same person, in groups; a photo in none is the only one of its person.
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
    people: tuple[tuple[str, ...], ...] = ()

    def person(self, name: str) -> str:
        """Whom a photo shows, by the first photo of them."""
        return self._first.get(name, name)

    @property
    def play_people(self) -> int:
        """How many people the play photos show."""
        return len({self.person(name) for name in self.play})

    @cached_property
    def _first(self) -> dict[str, str]:
        return {photo: photos[0] for photos in self.people for photo in photos}

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
    committed = shipped.with_suffix("")
    if committed.is_dir():
        return _deck(name, _described(shipped), committed, Deck.remedy)
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
    return _framed(_described(_shipped(name, settings)))


def deck_names(settings: Settings) -> list[str]:
    """The decks that can be played: those of assets/decks that are set up, then the host's own.

    One of the host's from which so many photos were removed that a game needs more is not among
    them.
    """
    shipped = sorted((settings.assets / "decks").glob("*.toml"))
    there = [
        manifest.stem
        for manifest in shipped
        if manifest.with_suffix("").is_dir() or (settings.decks / manifest.stem).is_dir()
    ]
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
        frame=_framed(described),
        train=tuple(described["split"]["train"]),
        play=tuple(described["split"]["play"]),
        folder=folder,
        remedy=remedy,
        may_leave=described.get("may_leave", False),
        style=described.get("style"),
        people=tuple(tuple(photos) for photos in described.get("people", ())),
    )


def _framed(described: dict[str, Any]) -> Frame:
    frame, tone = described["frame"], described.get("tone")
    return Frame(
        canvas=tuple(frame["canvas"]),
        window=tuple(frame["window"]),
        fake_box=tuple(frame["fake_box"]),
        eyes=(tuple(frame["eyes"][0]), tuple(frame["eyes"][1])),
        quantisation=tuple(tuple(table) for table in frame["quantisation"]),
        tone=Tone(**tone | {"wall": tuple(tone["wall"])}) if tone else None,
        reach=frame.get("reach", 1),
    )
