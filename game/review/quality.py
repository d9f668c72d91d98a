"""What may be wrong with answers, by stated rules that mark them; nothing is ever deleted."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.common.language import to_say
from game.common.vocabulary import Design
from game.review.guesses.table import GuessTable

FASTEST = 0.2  # seconds; nobody sees two faces and moves a hand in less
ENOUGH = 20  # answers from which on always choosing the same place is told from chance
ONE_SIDED = 0.95  # of them
LONG_RUN = 20  # answers
SAME = 1e-3  # p(fake) that differs by less is the same: it is kept to six digits at least

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Rule:
    """`flags` marks the answers of a table that the rule is about; the texts are for `say`."""

    name: str
    title: str
    meaning: str
    flags: Callable[[GuessTable], Bools]


def one_sided(table: GuessTable) -> Bools:
    """All answers of a player in a design of which nearly all chose the same place."""
    chosen = table.choice >= 0
    groups, group = np.unique(_player_and_design(table), return_inverse=True)
    given = np.bincount(group[chosen], minlength=len(groups))
    most = np.zeros(len(groups), np.int64)
    for place in np.unique(table.choice[chosen]):
        here = np.bincount(group[table.choice == place], minlength=len(groups))
        most = np.maximum(most, here)
    marked = (given >= ENOUGH) & (most >= ONE_SIDED * given)
    flags: Bools = marked[group]
    return flags


def long_run(table: GuessTable) -> Bools:
    """Answers in a run of the same place, one after the other in a design."""
    flags = np.zeros(len(table), np.bool_)
    chosen = np.flatnonzero(table.choice >= 0)
    order = chosen[np.argsort(_player_and_design(table)[chosen], kind="stable")]
    who, place = _player_and_design(table)[order], table.choice[order]
    breaks = np.flatnonzero((np.diff(who) != 0) | (np.diff(place) != 0)) + 1
    lengths = np.diff(breaks, prepend=0, append=len(order))
    flags[order] = np.repeat(lengths >= LONG_RUN, lengths)
    return flags


def impossible_time(table: GuessTable) -> Bools:
    """Answers that came faster than anybody can look."""
    flags: Bools = table.seconds < FASTEST
    return flags


def knows_face(table: GuessTable) -> Bools:
    """Answers of "I know this face"."""
    return table.knows


def judged_before(table: GuessTable) -> Bools:
    """Answers on a photo or a fake that the same player had judged in an earlier trial."""
    return _again(table, table.photo) | _again(table, table.fake)


RULES = (
    Rule(
        "one-sided",
        to_say("Always the same side"),
        to_say(
            "At least 20 answers in a design, and 95 in 100 of them the same place. Sides are "
            "drawn by lot: of those who choose without a preference, 1 in 25,000 comes that far in "
            "20 answers, and fewer in more."
        ),
        one_sided,
    ),
    Rule(
        "long-run",
        to_say("The same side many times in a row"),
        to_say(
            "20 answers in a row with the same place. In 100 pairs that happens to fewer than 1 in "
            "10,000 who choose without a preference."
        ),
        long_run,
    ),
    Rule(
        "impossible-time",
        to_say("Faster than anybody can look"),
        to_say("An answer within 0.2 seconds, measured in the browser."),
        impossible_time,
    ),
    Rule(
        "knows-face",
        to_say("Knows the face"),
        to_say("The player said “I know this face”; such an answer is never scored."),
        knows_face,
    ),
    Rule(
        "judged-before",
        to_say("Judged before"),
        to_say(
            "The same player had judged this photo or this fake in an earlier trial. Trials with "
            "several photos or fakes are compared by the only one of its kind. Photos that came "
            "again are not scored anyway."
        ),
        judged_before,
    ),
)


def flagged_players(table: GuessTable, flags: Bools) -> NDArray[np.int32]:
    """The players of whom any answer is marked, ascending."""
    return np.unique(table.player[flags])


def changed_verdicts(table: GuessTable) -> Bools:
    """(networks, trials): where a network says something else of a fake than it did before.

    A network is a function of the picture, so the same fake on the same deck has the same p(fake);
    if not, its answers were stored by something else. Photos are left out: a thumbnail is another
    picture of the same name.
    """
    decks = [plan.deck for plan in table.plans]
    deck = np.array([decks.index(name) for name in decks], np.int64)[table.trial_plan]
    place = np.where(table.trial_fake_first, 0, 1)
    rows = np.flatnonzero(table.trial_fake >= 0)
    _, first, key = np.unique(
        table.trial_fake[rows].astype(np.int64) * (len(decks) + 1) + deck[rows],
        return_index=True,
        return_inverse=True,
    )
    flags = np.zeros(table.network_right.shape, np.bool_)
    for network, p in enumerate(table.network_p):
        said = p[rows, place[rows]]
        flags[network, rows] = np.abs(said - said[first][key]) > SAME
    return flags


def _player_and_design(table: GuessTable) -> NDArray[np.int64]:
    designs = list(Design)
    design = np.array([designs.index(plan.design) for plan in table.plans], np.int64)
    keys: NDArray[np.int64] = table.player.astype(np.int64) * len(designs) + design[table.plan]
    return keys


def _again(table: GuessTable, face: NDArray[np.int32]) -> Bools:
    """Whether the player has had this face in an earlier row; without a face (-1) never."""
    keys = table.player.astype(np.int64) * (face.max(initial=0) + 1) + face
    there = np.flatnonzero(face >= 0)
    again = np.zeros(len(face), np.bool_)
    again[there] = True
    again[there[np.unique(keys[there], return_index=True)[1]]] = False
    return again
