"""Decks on disk: begun beside the others, listed, thinned out, deleted."""

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from game.common.errors import Refused
from game.common.files import whole
from game.common.language import say
from game.common.settings import Settings
from game.faces.decks.deck import (
    MANIFEST,
    Deck,
    deck_names,
    load_deck,
    manifest_file,
    own_deck_names,
)


def remove_photo(name: str, photo: str, settings: Settings) -> None:
    """Delete one photo of a deck of the host's own. Raises Refused if there is none such."""
    with FileLock(settings.home / "deck-photos.lock"):  # two at once would bring one back
        deck = _own(name, settings)
        if photo not in deck.play:
            raise Refused(say("The deck {name} has no photo {photo}.", name=name, photo=photo))
        left = tuple(other for other in deck.play if other != photo)
        with whole(deck.folder / MANIFEST) as manifest:
            manifest.write(manifest_of(replace(deck, play=left)).encode())
        (deck.folder / photo).unlink(missing_ok=True)


def set_style(name: str, style: str, settings: Settings) -> None:
    """Have the fakes of a deck dealt in this style from now on."""
    manifest = manifest_file(name, settings)
    with FileLock(settings.home / "deck-photos.lock"):
        described = re.sub(r"(?m)^style = .*\n", "", manifest.read_text())
        top, table, rest = described.partition("\n[")
        with whole(manifest) as file:
            file.write(f'{top.rstrip()}\nstyle = "{style}"\n{table}{rest}'.encode())


def delete(name: str, settings: Settings) -> None:
    """Delete a deck of the host's own with all of its photos. Raises Refused if it is none."""
    deck = _own(name, settings)
    with tempfile.TemporaryDirectory(dir=settings.decks, prefix=".own-") as aside:
        deck.folder.replace(Path(aside) / name)  # at once, whatever happens while files are deleted


def listing(settings: Settings) -> list[dict[str, Any]]:
    """A row {name, title, photos, pixels, megabytes, licence, own, playable} for every deck."""
    playable, own = deck_names(settings), own_deck_names(settings)
    rows = []
    for name in dict.fromkeys(playable + own):
        deck = load_deck(name, settings)
        size = sum(file.stat().st_size for file in deck.folder.iterdir())
        rows.append(
            {
                "name": name,
                "title": deck.title,
                "photos": len(deck.train + deck.play),
                "pixels": deck.frame.size[0],
                "megabytes": round(size / 1_000_000, 1),
                "licence": deck.licence,
                "own": name in own,
                "playable": name in playable,
            }
        )
    return rows


@contextmanager
def unfinished_deck(settings: Settings) -> Iterator[Path]:
    """A folder beside the decks, gone at the end unless it was moved; Refused if one is in use."""
    settings.decks.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.home / "decks.lock", timeout=0):
            for stale in settings.decks.glob(".own-*"):  # photos of a run that was killed
                shutil.rmtree(stale, ignore_errors=True)
            with tempfile.TemporaryDirectory(dir=settings.decks, prefix=".own-") as folder:
                deck = Path(folder) / "deck"
                deck.mkdir()
                yield deck
    except Timeout:
        raise Refused(
            say("Another deck is being added just now; try again in a few minutes.")
        ) from None


def photo_name(number: int, file: bytes) -> str:
    """What a photo is called: the name that its owner gave it may be a person's, so it is dropped.

    The digits of its sha256 keep it from passing, in an old round, for a photo of an earlier deck
    that had the same name.
    """
    return f"{number:04}-{hashlib.sha256(file).hexdigest()[:8]}.jpg"


def _own(name: str, settings: Settings) -> Deck:
    if name not in own_deck_names(settings):
        raise Refused(
            say("There is no deck {name} among those that were added here.", name=repr(name))
        )
    return load_deck(name, settings)


def manifest_of(deck: Deck) -> str:
    """The deck's `deck.toml`; a list or a printable string is the same in JSON and in TOML."""
    described = {"title": deck.title, "source": deck.source, "licence": deck.licence}
    if deck.style is not None:
        described["style"] = deck.style
    frame = {key: value for key, value in vars(deck.frame).items() if key != "tone"}
    tables = {"frame": frame, "split": {"train": deck.train, "play": deck.play}}
    lines = [f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in described.items()]
    lines += ["may_leave = true"] * deck.may_leave
    for table, entries in tables.items():
        lines += ["", f"[{table}]"]
        lines += [f"{key} = {json.dumps(value)}" for key, value in entries.items()]
    return "\n".join([*lines, ""])
