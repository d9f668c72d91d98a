"""A class: the round of a room.

Its host says when it goes on, or everybody for themselves.
"""

from game.common.language import to_say
from game.common.vocabulary import Mode
from game.rounds.modes.mode import GameMode

ROOM = GameMode(
    Mode.ROOM,
    label=to_say("Host a class"),
    plural=to_say("classes"),
)
