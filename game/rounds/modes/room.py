"""A class: the round of a room, whose host or players say when it goes on."""

from game.common.language import to_say
from game.common.vocabulary import Mode
from game.rounds.modes.mode import GameMode

ROOM = GameMode(
    Mode.ROOM,
    label=to_say("Host a class"),
    plural=to_say("classes"),
)
