"""Texts in the reader's language: English stands in the code, the others in `assets/locale`."""

from collections.abc import Callable
from functools import lru_cache

from babel.messages.pofile import read_po

from game.settings import Settings

LANGUAGES = {"en": "English", "fr": "Français"}  # the first needs no catalogue


def _english() -> str:
    return "en"


_spoken: Callable[[], str] = _english


def listen(spoken: Callable[[], str]) -> None:
    """From now on `spoken` says which language the one who is served at the moment reads."""
    global _spoken  # noqa: PLW0603 (the front end tells it once, this module knows no front end)
    _spoken = spoken


def say(english: str, **values: object) -> str:
    """The text in the reader's language, with the values put into its {names}."""
    text = catalogue(_spoken()).get(english, english)
    return text.format(**values) if values else text


def to_say(english: str) -> str:
    """Marks a text that is translated where it is shown, by `say`: one that is made only once."""
    return english


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> dict[str, str]:
    """What each English text is called in a language; nothing for English itself."""
    if language == "en":
        return {}
    file = Settings.from_environment().assets / "locale" / f"{language}.po"
    with file.open("rb") as source:
        return {str(m.id): str(m.string) for m in read_po(source) if m.id and m.string}
