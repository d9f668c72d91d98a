"""People against networks, as the Versus page shows it: every figure of one view, at once."""

from dataclasses import dataclass

import numpy as np

from game.common.vocabulary import Design
from game.review.guesses.table import GuessTable
from game.review.view import View, chosen, network, scored_guesses
from game.scoring.clusters import Estimate
from game.scoring.crowd import (
    Crowd,
    Team,
    crossed_trust,
    crowd,
    crowd_and_network,
    team,
    with_voters,
)
from game.scoring.curves import (
    LEARNING_EDGES,
    Point,
    calibration,
    learning_curve,
    network_p,
    people_p,
)
from game.scoring.people_and_network import (
    Difference,
    Side,
    differences,
    network_in_pairs,
    network_on_faces,
    people_in_pairs,
    people_on_faces,
)
from game.scoring.scored_guesses import Network, ScoredGuesses, judged_by

FEWEST = 30  # answers: below this an interval says nothing
FOR_KAPPA = 100  # trials: of fewer its interval holds the truth too seldom
VOTERS = 3  # people on one trial make a crowd


@dataclass(frozen=True)
class Opponent:
    """One network beside people on the trials that both have judged.

    `crowd` is how much more often the majority is right; None without a crowd, as `team` is outside
    pairs.
    """

    name: str
    id: int
    side: Side
    difference: Difference
    crowd: Estimate | None
    team: Team | None
    calibration: list[dict[str, float]]


@dataclass(frozen=True, eq=False)
class Comparison:
    """People's figures, every network's, and what people learn and are sure of."""

    n: int
    players: int
    trials: int
    people: Side
    opponents: tuple[Opponent, ...]
    crowd: Crowd | None
    learning: list[Point]
    calibration: list[dict[str, float]]


def compare(table: GuessTable, view: View) -> Comparison | None:
    """All of it, for pairs or single faces; None below 30 answers."""
    which = chosen(table, view)
    if which.sum() < FEWEST:
        return None
    people = scored_guesses(table, which)
    trust = crossed_trust(people)
    networks = [
        (row, network(table, row))
        for row in range(len(table.network_ids))
        if (table.network_right[row][people.trial] >= 0).sum() >= FEWEST
    ]
    against = differences(people, [said for _, said in networks])
    sure = people.only(people.confidence > 0)
    voters = with_voters(people, VOTERS)
    pairs = view.design is Design.TWO_AFC
    return Comparison(
        n=len(people.right),
        players=int(people.player.max()) + 1,
        trials=len(people.trials[0]),
        people=people_in_pairs(people) if pairs else people_on_faces(people),
        opponents=tuple(
            _opponent(table, row, people, said, difference, trust=trust, pairs=pairs)
            for (row, said), difference in zip(networks, against, strict=True)
        ),
        crowd=crowd(voters, trust) if len(voters.right) >= FEWEST else None,
        learning=learning_curve(people, table.nth[which], LEARNING_EDGES),
        calibration=calibration(people_p(sure), sure.fake_first, sure.player, sure.trial)
        if len(sure.right)
        else [],
    )


def _opponent(
    table: GuessTable,
    row: int,
    people: ScoredGuesses,
    said: Network,
    difference: Difference,
    *,
    trust: np.ndarray,
    pairs: bool,
) -> Opponent:
    both = judged_by(people, said)
    trial, fake_first = both.trials
    voters = with_voters(both, VOTERS)
    return Opponent(
        name=table.network_names[row],
        id=table.network_ids[row],
        side=network_in_pairs(both, said) if pairs else network_on_faces(both, said),
        difference=difference,
        crowd=crowd_and_network(voters, said) if len(voters.right) >= FEWEST else None,
        team=team(both, said, trust) if pairs else None,
        calibration=calibration(network_p(said)[trial], fake_first, None, trial),
    )
