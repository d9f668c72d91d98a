"""A staircase: the game follows the player's skill, and where it settles is the score.

Two right answers in a row at one level lead a level up, a wrong one leads a level down (the
transformed up-down method, Levitt 1971): such a staircase hovers where 70.7 % of the answers are
right. Until the first mistake every right answer leads up, so that the easy levels pass quickly.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

REVERSALS = 6  # turns of direction, after which the staircase ends
COUNTED = 4  # of them, the last, make the score: the first still show where it came from
MOST_TRIALS = 24

Step = tuple[int, bool]  # the level of a trial, and whether the answer was right


def next_level(steps: Sequence[Step], top: int, start: int = 0) -> int | None:
    """The level (0 to `top`) of the trial after these; None once the staircase has ended.

    It begins at `start`, and leads below it whoever is wrong there.
    """
    if not steps:
        return min(start, top)
    if len(steps) >= MOST_TRIALS or len(turning_points(steps)) >= REVERSALS:
        return None
    level, right = steps[-1]
    if not right:
        return max(level - 1, 0)
    unbroken = all(was_right for _, was_right in steps)
    in_pairs = _run_at_level(steps) % 2 == 0
    return min(level + 1, top) if unbroken or in_pairs else level


def turning_points(steps: Sequence[Step]) -> list[int]:
    """The levels at which the staircase changed its direction."""
    levels = [level for level, _ in steps]
    moves = [(level, after - level) for level, after in pairwise(levels) if after != level]
    return [level for (_, before), (level, move) in pairwise(moves) if before * move < 0]


def threshold(steps: Sequence[Step]) -> float:
    """The level at which 70.7 % are right: the mean of the last turning points.

    Without any (always right, or always wrong) it is the last level that was reached.
    """
    turns = turning_points(steps)[-COUNTED:]
    return float(np.mean(turns)) if turns else float(steps[-1][0])


def _run_at_level(steps: Sequence[Step]) -> int:
    """How many of the last answers in a row were right at the present level."""
    level = steps[-1][0]
    run = 0
    for at, right in reversed(steps):
        if at != level or not right:
            break
        run += 1
    return run
