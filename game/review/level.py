"""Which photos suit a player: those of which they should get seven pairs in ten right."""

from collections.abc import Sequence

from game.common.errors import Refused
from game.common.language import say
from game.review.guesses.table import GuessTable
from game.review.scale import ENOUGH, FEWEST, SURELY, FaceScale, judged


def suited_photos(
    table: GuessTable, scale: FaceScale | None, player_id: int, deck: str
) -> Sequence[str]:
    """The deck's photos, the most suitable first.

    Raises Refused for a player or photos of whom too little is known.
    """
    place = scale.person(player_id) if scale else None
    if scale is None or place is None:
        played = int((judged(table, deck) & (table.player == player_id)).sum())
        if played >= FEWEST:  # the scale is made anew now and then
            raise Refused(say("Your level is being worked out; play an ordinary round meanwhile."))
        raise Refused(
            say(
                "Your level is known after {n} pairs in ordinary rounds. You have played {played}, "
                "so {left} are left.",
                n=FEWEST,
                played=played,
                left=FEWEST - played,
            )
        )
    suited = scale.suited_to(place.ability)
    if not suited:
        raise Refused(
            say(
                "How hard the photos are is known once {photos} of them have been judged {times} "
                "times each; until then play ordinary rounds.",
                photos=ENOUGH,
                times=SURELY,
            )
        )
    return suited
