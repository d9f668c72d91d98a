"""What a host settles about a room before anybody comes in, besides what its trials ask."""

from dataclasses import dataclass

from game.common.errors import Refused
from game.common.language import say
from game.common.vocabulary import Pace, Ranking

TEAMS = (0, 2, 3, 4)
REVEAL_AFTER = (None, 0, 15, 30)  # seconds; 0: once all have answered, None: at the host's press

SHOWN_AT_THE_END = (Ranking.ALWAYS, Ranking.END)  # rankings that all see once a room is over


@dataclass(frozen=True)
class Rules:
    """How a room goes on, and what it shows; the columns of the table `room`."""

    pace: Pace = Pace.HOST
    teams: int = 0
    reveal_after: int | None = None
    ranking: Ranking = Ranking.END
    speed_counts: bool = False

    def check(self, feedback: bool) -> None:
        """Raises Refused for what cannot be; `feedback` is whether the truth follows each trial."""
        if self.teams not in TEAMS:
            raise Refused(say("There can be 2, 3 or 4 teams, or none."))
        if self.reveal_after not in REVEAL_AFTER:
            raise Refused(
                say("A trial reveals itself after 15 or 30 s, or once all have answered.")
            )
        if self.reveal_after is not None and (self.pace is Pace.SELF or not feedback):
            raise Refused(
                say(
                    "No trial reveals itself where everybody goes on alone, or the truth is held "
                    "back."
                )
            )


RULES = Rules()
