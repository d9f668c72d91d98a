"""Texts in the reader's language: English stands in the code, the others in `assets/locale`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from numbers import Number
from string import Formatter
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date
from babel.messages.pofile import read_po

from game.common.settings import ROOT

LANGUAGES = {
    "en": "English",  # the first, which needs no catalogue
    "fr": "Français",
    "de": "Deutsch",
    "es": "Español",
}
FIRST = next(iter(LANGUAGES))
_DATES = {"en": "en_GB"}

_meanwhile: ContextVar[str | None] = ContextVar("language", default=None)


def _first() -> str:
    return FIRST


_spoken: Callable[[], str] = _first


def listen(spoken: Callable[[], str]) -> None:
    """From now on `spoken` says which language the one who is served at the moment reads."""
    global _spoken  # noqa: PLW0603 (the front end tells it once, this module knows no front end)
    _spoken = spoken


def language() -> str:
    """The language that the one who is served at the moment reads, a key of LANGUAGES."""
    return _meanwhile.get() or _spoken()


def settle() -> None:
    """Ask once which language is read; what is said in this thread from now on is in it."""
    _meanwhile.set(_spoken())


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use this language within the block: for what is made later than it was asked for."""
    token = _meanwhile.set(language)
    try:
        yield
    finally:
        _meanwhile.reset(token)


def say(english: str, **values: object) -> str:
    """The text in the reader's language, with the values put into its {names}.

    Figures are written as that language writes them, and so are dates.
    """
    reads = language()
    text = catalogue(reads).get(english, english)
    return _Figures(reads).vformat(text, (), values) if values else text


def say_many(one: str, many: str, n: int, **values: object) -> str:
    """`one` or `many`, whichever the reader's language uses for {n} things."""
    singular = Locale(language()).plural_form(n) == "one"
    return say(one if singular else many, n=n, **values)


def to_say(english: str) -> str:
    """Marks a text that is translated where it is shown, by `say`: one that is made only once."""
    return english


class Later(str):
    """A text that is made only once, and shown by others, who know nothing of `say`."""

    __slots__ = ()

    def __str__(self) -> str:
        return say(self[:])


class _Figures(Formatter):
    def __init__(self, reads: str) -> None:
        self._reads = reads

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, date):
            return format_date(value, "long", _DATES.get(self._reads, self._reads))
        shown = format(value, format_spec)
        if not isinstance(value, Number):
            return shown
        written = signs(self._reads)
        return shown.translate(
            {ord(","): written.group, ord("."): written.decimal, ord("%"): written.percent}
        )


class Signs(NamedTuple):
    """What stands between the digits of a figure, and behind a percentage."""

    decimal: str
    group: str
    percent: str


def signs(language: str) -> Signs:
    """How a language writes figures; the percent sign stands apart, as in the texts."""
    symbols = Locale(language).number_symbols["latn"]
    return Signs(symbols["decimal"], symbols["group"], "\N{NO-BREAK SPACE}%")


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> dict[str, str]:
    """What each English text is called in a language; nothing for English itself."""
    if language == FIRST:
        return {}
    file = ROOT / "assets/locale" / f"{language}.po"
    with file.open("rb") as source:
        return {str(m.id): str(m.string) for m in read_po(source) if m.id and m.string}
