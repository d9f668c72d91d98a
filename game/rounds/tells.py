"""The course of tells: what gives a generated face away, with faces in which it can be seen."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from game.common.recipe import GENERATOR, TRUNCATION_PSI
from game.common.settings import ROOT

Box = tuple[float, float, float, float]  # left, top, right, bottom as fractions of the side


@dataclass(frozen=True)
class Example:
    """A generated face and where to look in it.

    `sees` says what is found in the `boxes`; two of them are meant to be compared. `size` is the
    picture's side in pixels, one that the generator makes.
    """

    seed: int
    sees: str
    boxes: tuple[Box, ...]
    generator: str = GENERATOR
    psi: float = TRUNCATION_PSI
    size: int = 1024


@dataclass(frozen=True)
class Tell:
    """Something that gives a fake away.

    `name` is short enough for a button. `look`: what to look for; `why`: why it happens; `holds`:
    for which generator it was found here; `limits`: where it fails. `without`: a fake that does
    not have it, if that teaches something. `sources`: where a published idea stands.
    """

    key: str
    name: str
    title: str
    look: str
    why: str
    holds: str
    limits: str
    examples: tuple[Example, ...]
    without: Example | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Note:
    """Something to know that no single fake shows; `averaged`: of how many fakes to show the mean.

    `text` is Markdown. `judged`: judges' verdicts stand below it, and a head that can be refitted.
    """

    key: str
    name: str
    title: str
    text: str
    averaged: int = 0
    judged: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Course:
    """The tells in the order in which they are taught, and the notes after them."""

    tells: tuple[Tell, ...]
    notes: tuple[Note, ...]

    @property
    def chapters(self) -> dict[str, Tell | Note]:
        """All of them by key, in order."""
        chapters: list[Tell | Note] = [*self.tells, *self.notes]
        return {chapter.key: chapter for chapter in chapters}


@lru_cache
def course(assets: Path = ROOT / "assets") -> Course:
    """The course of assets/tells.toml."""
    manifest = tomllib.loads((assets / "tells.toml").read_text())
    return Course(
        tuple(map(_tell, manifest["tells"])),
        tuple(Note(**note | {"sources": tuple(note["sources"])}) for note in manifest["notes"]),
    )


def names() -> list[tuple[str, str]]:
    """Key and short name of every tell, in order: what a player may say gave a fake away."""
    return [(tell.key, tell.name) for tell in course().tells]


def _tell(entry: dict[str, Any]) -> Tell:
    without = _example(entry["without"]) if "without" in entry else None
    parts = {
        "examples": tuple(map(_example, entry["examples"])),
        "without": without,
        "sources": tuple(entry["sources"]),
    }
    return Tell(**entry | parts)


def _example(entry: dict[str, Any]) -> Example:
    return Example(**entry | {"boxes": tuple(map(tuple, entry["boxes"]))})
