"""What a class's pages are made of: its report, and those of its faces that a file may hold.

A fake may always be in a file, which then names the licence of the weights. A photo shows somebody:
it is in a file only if its deck's manifest says that anybody may have it.
"""

import io
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from game.classroom.report import Report
from game.common.errors import Unavailable
from game.common.language import say
from game.common.recipe import Recipe
from game.rounds.game import Game
from game.rounds.plan import Shown

SIDE = 320  # pixels: no larger on paper, where a deck of 1024 would make a file of 100 MB
QUALITY = 90  # on libjpeg's scale


@dataclass(frozen=True)
class Material:
    """A report with its faces. `face` is a picture as a data address, None for one that is left
    out; `credits` says whose the pictures are, and why photos are left out if they are.
    """

    report: Report
    face: Callable[[Shown], str | None]
    credits: tuple[str, ...]


def gather(game: Game, report: Report, weights: str) -> Material:
    """What the pages of this report are made of; `weights`: the generator's licence."""
    generated = say(
        "Generated faces: {generator}, {licence}. No generated face is a person.",
        generator=report.plan.generator,
        licence=weights,
    )
    try:
        dealer = game.dealer_of(report.plan.deck)
    except Unavailable as gone:
        return Material(report, lambda _: None, (say("Without pictures: {why}", why=gone),))
    deck = dealer.deck
    whose = {"deck": say(deck.title), "source": say(deck.source), "licence": say(deck.licence)}
    photos = (
        say("Photos: {deck}. {source}. {licence}.", **whose)
        if deck.may_leave
        else say(
            "The photos are left out: nothing says that those of the deck {deck} may be passed on "
            "in a file. {source}. {licence}.",
            **whose,
        )
    )

    def face(shown: Shown) -> str | None:
        if not (deck.may_leave or isinstance(shown, Recipe)):
            return None
        try:
            picture = Image.fromarray(dealer.pictures.framed(shown))
        except Unavailable:  # a photo that is gone, or weights that are no longer kept
            return None
        picture.thumbnail((SIDE, SIDE))
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=QUALITY)
        return "data:image/jpeg;base64," + b64encode(file.getvalue()).decode()

    return Material(report, face, (generated, photos))
