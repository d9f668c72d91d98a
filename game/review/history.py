"""What one player has played: rounds, totals by game, how they learn; out of the table."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from game.common.vocabulary import Design
from game.review.guesses.table import Bools, GuessTable
from game.review.view import View, chosen, ranked, scored_guesses
from game.rounds.game_modes import game_mode
from game.rounds.plan import Plan
from game.scoring.clusters import Estimate
from game.scoring.curves import LEARNING_EDGES, Point, by_confidence, learning_curve
from game.scoring.intervals import wilson
from game.scoring.leaderboard import MINIMUM_TRIALS
from game.scoring.leaderboard import ranked as in_order
from game.scoring.signal_detection import d_prime_2afc, d_prime_yes_no

OTHERS = 5  # people: a share of fewer says nothing


@dataclass(frozen=True)
class Score:
    """Right ones of n scored answers to one plan, with the 95 % Wilson interval of their share.

    `d_prime` is None where there is none: four faces, a clock, or rounds that follow the player.
    """

    plan: Plan
    last: datetime
    n: int
    right: int
    low: float
    high: float
    d_prime: float | None


@dataclass(frozen=True)
class Rank:
    """A place among people, from 1, what it was won by, and the share of the others below."""

    place: int
    people: int
    n: int
    right: int
    better_than: float


def rounds(table: GuessTable, player_id: int) -> list[Score]:
    """The player's rounds, the latest first; a round that is open as far as it is played."""
    return _scores(table, table.round, _own(table, player_id))


def totals(table: GuessTable, player_id: int) -> list[Score]:
    """The player's answers by plan: never two games in one figure; the most played first."""
    found = _scores(table, table.plan, _own(table, player_id))
    return sorted(found, key=lambda score: -score.n)


def learning(table: GuessTable, deck: str, style: str | None, player_id: int) -> list[Point]:
    """Share right in ranked pairs by how many came before."""
    view = replace(ranked(deck, style), alone=False, excluded_too=True)
    which = chosen(table, view) & _own(table, player_id)
    return learning_curve(scored_guesses(table, which), table.nth[which], LEARNING_EDGES)


def calibration(table: GuessTable, deck: str, player_id: int) -> dict[int, Estimate]:
    """Share right in pairs by how sure the player said they were."""
    which = chosen(table, View(deck, excluded_too=True)) & _own(table, player_id)
    return by_confidence(scored_guesses(table, which))


def rank(table: GuessTable, deck: str, style: str | None, player_id: int) -> Rank | None:
    """The player among the people on the leaderboard of pairs; None if they are not on it."""
    which = chosen(table, ranked(deck, style))
    board = in_order(table.player[which], table.correct[which] == 1, MINIMUM_TRIALS)
    at = np.flatnonzero(board.player == player_id)
    if not len(at):
        return None
    people, place = len(board.player), int(at[0]) + 1
    return Rank(
        place,
        people,
        int(board.n[at[0]]),
        int(board.right[at[0]]),
        (people - place) / max(people - 1, 1),
    )


def _own(table: GuessTable, player_id: int) -> Bools:
    told = np.array([not game_mode(plan.mode).held_back for plan in table.plans], np.bool_)
    own: Bools = (table.player == player_id) & told[table.plan]
    return own


def _scores(table: GuessTable, group: np.ndarray, own: Bools) -> list[Score]:
    """One for each value of `group` (n,) among the player's answers, the latest first."""
    found = []
    mine = np.flatnonzero(own)
    for value in np.unique(group[mine]):
        rows = mine[group[mine] == value]
        scored = rows[table.correct[rows] >= 0]
        plan = table.plans[table.plan[rows[0]]]
        right = table.correct[scored] == 1
        n, hits = len(scored), int(right.sum())
        last = datetime.fromtimestamp(float(table.answered[rows].max()), UTC)
        low, high = wilson(hits, n)
        found.append(
            Score(plan, last, n, hits, low, high, _d_prime(plan, right, table.fake_first[scored]))
        )
    return sorted(found, key=lambda score: score.last, reverse=True)


def _d_prime(plan: Plan, right: np.ndarray, fake: np.ndarray) -> float | None:
    if not game_mode(plan.mode).compared or not len(right):
        return None
    if plan.design is Design.TWO_AFC:
        return d_prime_2afc(int(right.sum()), len(right))
    if plan.design is Design.YES_NO and 0 < fake.sum() < len(fake):
        return d_prime_yes_no(
            int((right & fake).sum()),
            int(fake.sum()),
            int((~right & ~fake).sum()),
            int((~fake).sum()),
        )
    return None
