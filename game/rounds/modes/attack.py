"""The time attack: pairs against the clock, for as long as three lives last."""

from collections.abc import Sequence

from game.common.language import to_say
from game.rounds.plan import Reveal

LIVES = 3
RULE = to_say(
    "Pairs come for as long as your three lives last. A wrong answer costs a life, and so does one "
    "after ten seconds, whatever it was. The right answers before that are your score. Times are "
    "measured in your browser, from the moment at which a pair is seen, and checked by the server, "
    "which allows three seconds for the way there and back."
)


def lives(past: Sequence[Reveal]) -> int:
    """How many are left after these pairs."""
    return max(0, LIVES - sum(reveal.correct is False for reveal in past))
