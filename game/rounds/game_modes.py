"""All game modes, in the order in which visitors meet them: a new one is a line here."""

from game.common.vocabulary import Mode
from game.rounds.modes.attack import ATTACK
from game.rounds.modes.before_after import TEST
from game.rounds.modes.climb import CLIMB
from game.rounds.modes.daily import DAILY
from game.rounds.modes.experiment import EXPERIMENT
from game.rounds.modes.level import LEVEL
from game.rounds.modes.mode import GameMode
from game.rounds.modes.ordinary import ROUND
from game.rounds.modes.room import ROOM

MODES = (ROUND, ATTACK, CLIMB, DAILY, LEVEL, ROOM, TEST, EXPERIMENT)
_BY_NAME = {known.mode: known for known in MODES}


def game_mode(mode: Mode) -> GameMode:
    """All about this mode."""
    return _BY_NAME[mode]
