"""What looking closely teaches: ten pairs without feedback, ten to practise on, ten more without.

Nothing is stored beside the rounds: which block comes next follows from those that were ended.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from game.common.language import to_say
from game.common.vocabulary import Mode
from game.rounds.modes.mode import GameLike, GameMode, OnProgress
from game.rounds.plan import Plan
from game.scoring.intervals import newcombe

LENGTH = 10  # pairs in a block
TOGETHER = timedelta(days=1)  # all of a cycle begins within it, or what came between counts, too


class Stage(enum.StrEnum):
    """The blocks of a cycle, in their order."""

    BEFORE = "before"
    PRACTICE = "practice"
    AFTER = "after"

    @property
    def feedback(self) -> bool:
        """Whether the truth is told after each answer."""
        return self is Stage.PRACTICE


@dataclass(frozen=True)
class Block:
    """An ended round: how many trials it has, and how many were closed, scored and right."""

    round_id: int
    feedback: bool
    began_at: datetime
    trials: int
    closed: int
    scored: int
    right: int


Cycle = tuple[Block, ...]  # before, practice, after


@dataclass(frozen=True)
class Progress:
    """The block that comes next, and the cycles that are complete."""

    stage: Stage
    cycles: tuple[Cycle, ...]


@dataclass(frozen=True)
class Gain:
    """(right, scored) before and after, and how much more is right now, with its 95 % interval."""

    before: tuple[int, int]
    after: tuple[int, int]
    gain: float
    low: float
    high: float


def progress(blocks: Sequence[Block], at: datetime) -> Progress:
    """Where a player stands who has ended these blocks, the oldest first.

    A block that was left early is to be done again; a cycle that was left for a day begins anew.
    """
    cycles: list[Cycle] = []
    cycle: Cycle = ()
    for block in blocks:
        if block.closed < block.trials:
            continue
        cycle = _current(cycle, block.began_at)
        if block.feedback == _next(cycle).feedback:
            cycle = (*cycle, block)
        if len(cycle) == len(Stage):
            cycles.append(cycle)
            cycle = ()
    return Progress(_next(_current(cycle, at)), tuple(cycles))


def gain(cycles: Sequence[Cycle]) -> Gain | None:
    """Over all these cycles; None if no pair before or none after was scored.

    The pairs before and after are different ones, so the interval is that of the difference of two
    independent proportions.
    """
    before, after = (
        (sum(cycle[i].right for cycle in cycles), sum(cycle[i].scored for cycle in cycles))
        for i in (0, -1)
    )
    if not (before[1] and after[1]):
        return None
    more = after[0] / after[1] - before[0] / before[1]
    return Gain(before, after, more, *newcombe(*after, *before))


def _current(cycle: Cycle, at: datetime) -> Cycle:
    return cycle if cycle and at - cycle[0].began_at < TOGETHER else ()


def _next(cycle: Cycle) -> Stage:
    return tuple(Stage)[len(cycle)]


def _deal(
    game: GameLike, player_id: int, plan: Plan, progress: OnProgress, _: Sequence[str] | None
) -> None:
    game.start(player_id, plan, LENGTH, progress)


TEST = GameMode(
    Mode.TEST,
    label=to_say("Measure what you learn"),
    plural=to_say("tests of the course"),
    deal=_deal,
    asks_confidence=True,
    page="training",
    teaches=True,
)
