"""A deck's own style: random faces pulled towards the middle of a deck's faces.

Truncation pulls w towards the mean face, and faces become more usual (Karras et al. 2019, "A
Style-Based Generator Architecture for Generative Adversarial Networks", appendix B). A style pulls
towards another centre, around which random faces look like photos of one deck: their walls, their
light, how heads are turned. It does so in P, where the middle of several faces is a face (see
`game/generators/p_space.py`).
"""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from game.common.errors import Refused, Unavailable
from game.common.files import sha256_of, whole
from game.common.language import say
from game.common.recipe import STYLE_NAME
from game.common.settings import Settings
from game.generators.families.mapping import from_p, to_p

TENSORS = ("centre", "mean", "along", "stretch")


@dataclass(frozen=True, eq=False)
class Style:
    """`centre` and `mean` (w_dim): the middle of the deck's faces and of random ones, both in P.

    `checkpoint_sha256` names the weights that it belongs to, `licence` is that of the deck.
    `spread`: how far faces are from the centre, in parts of how far random ones are from the mean.
    `along` and `stretch`, both (k, w_dim), or None: directions along which faces have a spread of
    their own. How far a face is from the centre along each, it is moved by so much of its stretch.
    """

    checkpoint_sha256: str
    licence: str
    centre: np.ndarray
    mean: np.ndarray
    spread: float = 1.0
    along: np.ndarray | None = None
    stretch: np.ndarray | None = None

    def truncated(self, w: np.ndarray, psi: float) -> np.ndarray:
        """Random w (…, w_dim) as this style has them: psi 0 is the centre's face for all."""
        away = np.float32(psi * self.spread) * (p_of(w) - self.mean)
        if self.along is not None:
            away = away + (away @ self.along.T) @ self.stretch
        return from_p(torch.from_numpy(self.centre + away)).numpy()

    def with_weights(self, licence: str) -> str:
        """The licence of faces in this style, by weights under this licence."""
        return f"{licence}; style made of photos under: {self.licence}"


def p_of(w: np.ndarray) -> np.ndarray:
    """w (…, w_dim), float32, in P."""
    return to_p(torch.from_numpy(w)).numpy()


def save_style(style: Style, deck: str, folder: Path) -> str:
    """Write a style into `folder`, all of it or nothing; returns the name that recipes call it."""
    about: dict[str, str | float] = {
        "checkpoint_sha256": style.checkpoint_sha256,
        "licence": style.licence,
    }
    if style.spread != 1:  # or the styles of before would have other names
        about["spread"] = style.spread
    # The texts in one entry: safetensors writes several in random order, and the name is a hash.
    tensors = {name: getattr(style, name) for name in TENSORS}
    # In the order of rows: safetensors writes an array's memory, of a transposed one another array.
    there = {
        name: np.ascontiguousarray(tensor) for name, tensor in tensors.items() if tensor is not None
    }
    data = save(there, {"about": json.dumps(about)})
    name = f"{deck}-{hashlib.sha256(data).hexdigest()[:12]}"
    with whole(folder / f"{name}.safetensors") as file:
        file.write(data)
    return name


def style_names(deck: str, settings: Settings) -> list[str]:
    """The styles of a deck that are here, the newest last."""
    files = (file for folder in _folders(deck, settings) for file in folder.glob("*.safetensors"))
    found = [file for file in files if re.fullmatch(f"{deck}-[0-9a-f]{{12}}", file.stem)]
    return [file.stem for file in sorted(found, key=lambda file: file.stat().st_mtime)]


def the_style(name: str, settings: Settings) -> str:
    """The style that is called so, or the only one of the deck that is.

    Raises Refused if there is none, or if the deck has several.
    """
    known = style_names(name, settings)
    if re.fullmatch(STYLE_NAME, name):
        known = [style for style in style_names(name.rpartition("-")[0], settings) if style == name]
    if not known:
        raise Refused(
            say("There is no style {name}; `python -m game deck style DECK` makes one.", name=name)
        )
    if len(known) > 1:
        raise Refused(
            say(
                "The deck {name} has had several styles; name one of {known}.",
                name=name,
                known=", ".join(known),
            )
        )
    return known[0]


@lru_cache(maxsize=8)
def load_style(name: str, settings: Settings) -> Style:
    """The style of that name, from models/ or from beside its deck.

    Raises Unavailable if its file is missing or another one.
    """
    deck, _, _ = name.rpartition("-")
    places = [folder / f"{name}.safetensors" for folder in _folders(deck, settings)]
    path = next((place for place in places if place.is_file()), None)
    if path is None or not name.endswith(sha256_of(path)[:12]):
        raise Unavailable(
            say("The style {name} is not here, so its fakes cannot be made.", name=repr(name))
        )
    try:
        with safe_open(path, framework="np") as file:
            about = json.loads((file.metadata() or {})["about"])
            there = set(TENSORS) & set(file.keys())
            tensors = {name: file.get_tensor(name) for name in there}
            return Style(**about, **tensors)
    except (SafetensorError, KeyError, ValueError, TypeError) as error:
        raise Unavailable(say("{path} is not a style: {error}.", path=path, error=error)) from error


def _folders(deck: str, settings: Settings) -> tuple[Path, Path]:
    """Where a deck's styles lie: those that came with the game, those that were made here."""
    return settings.models / "styles", settings.decks / deck
