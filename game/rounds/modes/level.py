"""Rounds at a player's level: pairs of which they should get seven in ten right."""

from collections.abc import Callable

from game.common.errors import Refused
from game.common.language import say, to_say
from game.review.scale import ENOUGH, FEWEST, SURELY, FaceScale, judged
from game.rounds.game import Game
from game.rounds.plan import Plan

RULE = to_say(
    "*At your level*: ten pairs whose photos are as hard as suits you, so that you should get "
    "seven in ten right. It is there once you have played 30 pairs, is not ranked, and leaves a "
    "choice of the deck only."
)


def play_at_level(
    game: Game,
    scale: FaceScale | None,
    player_id: int,
    plan: Plan,
    progress: Callable[[float], object] = lambda _: None,
) -> None:
    """Deal a round of photos as hard as this player can stand; one that is open goes on instead.

    Raises Refused for a player or photos of whom too little is known, Unavailable as `Game.start`.
    """
    place = scale.person(player_id) if scale else None
    if scale is None or place is None:
        table = game.answers.fresh()
        played = int((judged(table, plan.deck) & (table.player == player_id)).sum())
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
    game.start(player_id, plan, progress=progress, suited=suited)
