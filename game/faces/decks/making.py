"""Making a deck of the host's own photos.

A deck is made beside its place and moved there in one go, so making it can be killed at any time.
Of a photo nothing is kept but the framed face, saved anew: no metadata, and no name.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from game.common.errors import Refused, Unavailable
from game.common.language import say, to_say
from game.common.settings import Settings
from game.faces.decks.candidates import (
    MOST_BYTES,
    SIDES,
    Candidate,
    Framing,
    Offer,
    candidate,
    side_for,
)
from game.faces.decks.deck import LEAST_PHOTOS, MANIFEST, Deck, load_deck, load_frame
from game.faces.decks.deck_files import manifest_of, photo_name, unfinished_deck
from game.faces.detector.mtcnn import load_detector

LIKE = "celeba-sample"  # the deck whose window of a face every other deck has
MOST_PHOTOS = 1000
CONSENT = to_say(
    "everybody in these photos, or their parents, agreed that they are shown in this game on this "
    "server"
)
SEARCHING = 0.75  # the part of the time that goes into looking for faces


@dataclass(frozen=True)
class About:
    """What a deck's manifest says of it, beside frame and split."""

    name: str
    title: str
    source: str
    licence: str
    may_leave: bool = False


@dataclass(frozen=True)
class Added:
    """A deck that was made, and a pair (file, reason) for every picture that was left out."""

    deck: Deck
    left_out: list[tuple[str, str]]


class TooFewPhotos(Refused):
    """Too few pictures can be used; `left_out` has a pair (file, reason) for each of the others."""

    def __init__(self, used: int, left_out: list[tuple[str, str]]) -> None:
        counted = Counter(reason for _, reason in left_out).most_common()
        reasons = "; ".join(f"{count}: {reason.rstrip('.')}" for reason, count in counted)
        super().__init__(
            say(
                "A deck needs {least} photos, and {used} of these {offered} pictures can be used; "
                "add others{reasons}.",
                least=LEAST_PHOTOS,
                used=used,
                offered=used + len(left_out),
                reasons=f" ({reasons})" if reasons else "",
            )
        )
        self.left_out = left_out


def own_photos(name: str, title: str, licence: str, *, consent: bool) -> About:
    """The description of a deck of people's own photos. Raises Refused without their consent."""
    if not consent:
        raise Refused(say("Confirm first that {consent}.", consent=say(CONSENT)))
    return About(name, title.strip() or name, f"Photos of our own; {CONSENT}", licence)


def offers_in(folder: Path) -> list[Offer]:
    """Every file of a folder but hidden ones. Raises Refused if there is none."""
    if not folder.is_dir():
        raise Refused(say("There is no folder {folder}.", folder=folder))
    files = sorted(
        file for file in folder.iterdir() if file.is_file() and not file.name.startswith(".")
    )
    if not files:
        raise Refused(say("The folder {folder} holds no files.", folder=folder))
    return [Offer(file.name, partial(_beginning, file)) for file in files]


def _beginning(file: Path) -> bytes:
    """All that is taken of a file, and a byte more if there is more."""
    with file.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def check(about: About, settings: Settings) -> None:
    """Raise Refused with one sentence if no deck can be added that is described so."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", about.name):
        raise Refused(say("A deck's name is made of small letters, digits and hyphens."))
    shipped = settings.assets / "decks" / f"{about.name}.toml"
    if shipped.exists() or (settings.decks / about.name).exists():
        raise Refused(
            say(
                "There is a deck {name} already; choose another name or delete it.",
                name=repr(about.name),
            )
        )
    if not about.licence.strip():
        raise Refused(say("Name the licence of the photos: it is shown with the deck."))
    for text in (about.title, about.licence):
        if len(text) > 300 or not text.isprintable():
            raise Refused(say("Title and licence are one line each, of at most 300 characters."))


def make(
    offers: Sequence[Offer],
    about: About,
    settings: Settings,
    *,
    side: int | None = None,
    progress: Callable[[float], object] = lambda _: None,
) -> Added:
    """Make a deck of the pictures that can be used; `progress` is told the share that is done.

    `side` is the frame's in pixels; None chooses the largest that most faces fill. Raises Refused
    for a description or a side that cannot be, while another deck is being made, and (as
    TooFewPhotos) if too few pictures are left.
    """
    check(about, settings)
    if len(offers) > MOST_PHOTOS:
        raise Refused(
            say(
                "A deck has at most {most} photos, not {offered}; offer fewer.",
                most=MOST_PHOTOS,
                offered=len(offers),
            )
        )
    if side is not None and not SIDES[0] <= side <= SIDES[-1]:
        raise Refused(
            say(
                "A deck's photos have {low} to {high} pixels, not {side}.",
                low=SIDES[0],
                high=SIDES[-1],
                side=side,
            )
        )
    detector, like = load_detector(settings), load_frame(LIKE, settings)
    candidates: list[Candidate] = []
    names: list[str] = []
    left_out: list[tuple[str, str]] = []
    place = settings.decks / about.name
    try:
        with unfinished_deck(settings) as folder:
            for done, offer in enumerate(offers, start=1):
                try:
                    candidates.append(candidate(offer, detector, like))
                except Refused as refusal:
                    left_out.append((offer.name, str(refusal)))
                progress(SEARCHING * done / len(offers))
            framing = Framing(like.resized(side or side_for(candidates)))
            for done, chosen in enumerate(candidates, start=1):
                try:
                    file = framing.file(chosen)
                except Refused as refusal:
                    left_out.append((chosen.offer.name, str(refusal)))
                else:
                    names.append(photo_name(len(names) + 1, file))
                    (folder / names[-1]).write_bytes(file)
                progress(SEARCHING + (1 - SEARCHING) * done / len(candidates))
            if len(names) < LEAST_PHOTOS:
                raise TooFewPhotos(len(names), left_out)
            made = Deck(
                **vars(about), frame=framing.frame, train=(), play=tuple(names), folder=place
            )
            (folder / MANIFEST).write_text(manifest_of(made))
            folder.replace(place)
    except OSError as error:
        raise Unavailable(
            say(
                "The deck cannot be written below {folder} ({why}); free some space and "
                "add it again.",
                folder=settings.decks,
                why=error.strerror or error,
            )
        ) from error
    return Added(load_deck(about.name, settings), left_out)
