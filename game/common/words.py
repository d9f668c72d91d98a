"""Two plain words together: what a room is called by, and a nickname for those who want none."""

import re
import secrets
import tomllib
from functools import lru_cache

from game.common.language import FIRST, LANGUAGES, language
from game.common.settings import ROOT

CODE_LENGTH = 100  # typed, with whatever stands between the words


def speakable_code() -> str:
    """A code to be called across a classroom: two words and a number, `blue-otter-42`."""
    adjective, animal = _pair(FIRST)
    return f"{adjective}-{animal}-{10 + secrets.randbelow(90)}"


def as_code(typed: str) -> str:
    """A code as it is stored, however somebody wrote it: `Blue Otter 42` is `blue-otter-42`."""
    return "-".join(re.findall("[a-z0-9]+", typed[:CODE_LENGTH].lower()))


def nickname() -> str:
    """A name to propose in the reader's language: `Blue Otter`, `Loutre Rapide`, `Otter Flink`."""
    adjective, animal = _pair(language())
    in_order = (adjective, animal) if language() == FIRST else (animal, adjective)
    return " ".join(word.capitalize() for word in in_order)


def _pair(language: str) -> tuple[str, str]:
    adjectives, animals = _words(language)
    return secrets.choice(adjectives), secrets.choice(animals)


@lru_cache(maxsize=len(LANGUAGES))
def _words(language: str) -> tuple[list[str], list[str]]:
    words = tomllib.loads((ROOT / "assets/words.toml").read_text())[language]
    return words["adjectives"].split(), words["animals"].split()
