"""Rounds at a player's level: pairs of which they should get seven in ten right."""

from game.common.language import say, to_say
from game.common.vocabulary import Mode
from game.rounds.modes.mode import Board, GameMode


def board(*_: object) -> Board:
    """Why there is none."""
    return Board(
        say(
            "Rounds at your level are not ranked: they are dealt so that everybody gets about "
            "seven in ten right. Guessing makes 50 %."
        ),
        (),
        say("Where you stand is on the page “You”, and on the scale of “Hardest faces”."),
    )


LEVEL = GameMode(
    Mode.LEVEL,
    label=to_say("At your level"),
    rule=to_say(
        "*At your level*: ten pairs whose photos are as hard as suits you, so that you should get "
        "seven in ten right. It is there once you have played 30 pairs, is not ranked, and leaves "
        "a choice of the deck only."
    ),
    choices=("deck",),  # a level is known against the game's own fakes only
    suited=True,
    note=lambda *_: say("at your level"),
    board=board,
)
