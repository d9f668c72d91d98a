"""What `python -m game deck` does beside asking for it: progress, and what was left out and why."""

from collections.abc import Sequence
from pathlib import Path

from game.common.errors import Refused
from game.common.settings import Settings
from game.common.terminal import progress_bar
from game.faces.decks import congress
from game.faces.decks.offered import Offer
from game.faces.decks.own_deck import About, TooFewPhotos, check, make, offers_in


def add_folder(folder: Path, about: About, side: int | None, settings: Settings) -> str:
    """Make a deck of a folder's photos; prints what is left out, returns what was made, in words.

    Raises Refused as `make` does.
    """
    return _make(offers_in(folder), about, side, settings)


def fetch(what: str, limit: int, settings: Settings) -> str:
    """Fetch the portraits that are called so and make a deck of them; as `add_folder`."""
    if what != congress.NAME:
        raise Refused(f"There is nothing {what!r} to fetch; there is {congress.NAME}.")
    about = congress.about(settings)
    check(about, settings)
    offers, missing = congress.fetch_portraits(settings, limit)
    _say(missing)
    return _make(offers, about, None, settings)


def _make(offers: Sequence[Offer], about: About, side: int | None, settings: Settings) -> str:
    try:
        with progress_bar(total=100, desc="photos", unit="%") as bar:
            made = make(
                offers,
                about,
                settings,
                side=side,
                progress=lambda share: bar.update(round(100 * share) - bar.n),
            )
    except TooFewPhotos as refusal:
        _say(refusal.left_out)
        raise
    _say(made.left_out)
    pixels = made.deck.frame.size[0]
    return f"{about.name}: {len(made.deck.play)} photos of {pixels} pixels"


def _say(left_out: Sequence[tuple[str, str]]) -> None:
    for file, reason in left_out:
        print(f"{file}: {reason}")
