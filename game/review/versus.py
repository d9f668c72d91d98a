"""People against networks, as the Versus page shows it: every figure of one view, at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.review.table import Bools, Table
from game.review.view import View, answers, chosen, network
from game.rounds import Photo, Shown
from game.scoring.agreement import error_consistency
from game.scoring.answers import Answers, Network, judged_by
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
from game.scoring.curves import Point, calibration, learning_curve, network_p, people_p
from game.scoring.versus import (
    Difference,
    Side,
    differences,
    network_in_pairs,
    network_on_faces,
    people_in_pairs,
    people_on_faces,
)
from game.store.tables import Design

FEWEST = 30  # answers: below this an interval says nothing
VOTERS = 3  # people on one trial make a crowd
EDGES = (0, 10, 20, 50, 100, 200)  # answers before; learning is fastest in the beginning


@dataclass(frozen=True)
class Opponent:
    """One network beside people on the trials that both have judged.

    `crowd` is how much more often the majority is right; None without a crowd, as `team` is outside
    pairs. `kappa` is the error consistency of people and network (Geirhos et al. 2020).
    """

    name: str
    id: int
    side: Side
    difference: Difference
    crowd: Estimate | None
    team: Team | None
    kappa: float
    calibration: list[dict[str, float]]


@dataclass(frozen=True)
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


def compare(table: Table, view: View) -> Comparison | None:
    """All of it, for pairs or single faces; None below 30 answers."""
    which = chosen(table, view)
    if which.sum() < FEWEST:
        return None
    people = answers(table, which)
    trust = crossed_trust(people)
    judged = [
        (row, judged_by(people, network(table, row)))
        for row in range(len(table.network_ids))
        if (table.network_right[row][people.trial] >= 0).sum() >= FEWEST
    ]
    against = differences(people, [network(table, row) for row, _ in judged])
    sure = people.only(people.confidence > 0)
    voters = with_voters(people, VOTERS)
    pairs = view.design is Design.TWO_AFC
    return Comparison(
        n=len(people.right),
        players=int(people.player.max()) + 1,
        trials=len(people.trials[0]),
        people=people_in_pairs(people) if pairs else people_on_faces(people),
        opponents=tuple(
            _opponent(table, row, both, difference, trust, pairs=pairs)
            for (row, both), difference in zip(judged, against, strict=True)
        ),
        crowd=crowd(voters, trust) if len(voters.right) >= FEWEST else None,
        learning=learning_curve(people, table.nth[which], EDGES),
        calibration=calibration(people_p(sure), sure.fake_first, sure.player, sure.trial)
        if len(sure.right)
        else [],
    )


def _opponent(
    table: Table,
    row: int,
    both: Answers,
    difference: Difference,
    trust: np.ndarray,
    *,
    pairs: bool,
) -> Opponent:
    said: Network = network(table, row)
    trial, fake_first = both.trials
    voters = with_voters(both, VOTERS)
    return Opponent(
        name=table.network_names[row],
        id=table.network_ids[row],
        side=network_in_pairs(both, said) if pairs else network_on_faces(both, said),
        difference=difference,
        crowd=crowd_and_network(voters, said) if len(voters.right) >= FEWEST else None,
        team=team(both, said, trust) if pairs else None,
        kappa=error_consistency(both.right, said.right[both.trial] == 1),
        calibration=calibration(network_p(said)[trial], fake_first, None, trial),
    )


@dataclass(frozen=True)
class Fooled:
    """A face that people and a network judge differently: mean p(fake) of both, n people.

    `fake` is its code in the table, -1 for a photo.
    """

    face: Shown
    fake: int
    people: float
    network: float
    n: int


def apart(table: Table, which: Bools, row: int) -> Sequence[Fooled]:
    """Faces that people and this network have judged, those they differ most on first.

    Only of trials with one photo and one fake at most. p(fake) of a face in a pair is given that
    one of both is.
    """
    people = answers(table, which)
    said = network(table, row)
    theirs, network_says = people_p(people), network_p(said)[people.trial]
    judged = said.right[people.trial] >= 0
    found = []
    for photo, codes, fake_here in (
        (True, table.photo[which], ~people.fake_first),
        (False, table.fake[which], people.fake_first),
    ):
        use = judged & (codes >= 0)
        code = codes[use]
        n = np.bincount(code)
        own = np.bincount(code, np.where(fake_here, theirs, 1 - theirs)[use])
        other = np.bincount(code, np.where(fake_here, network_says, 1 - network_says)[use])
        found += [
            Fooled(
                Photo(table.photos[c][1]) if photo else table.recipe(c),
                -1 if photo else int(c),
                own[c] / n[c],
                other[c] / n[c],
                int(n[c]),
            )
            for c in _widest(own, other, n)
        ]
    return sorted(found, key=lambda face: -abs(face.people - face.network))


def _widest(own: np.ndarray, other: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Codes of the hundred faces with the widest gap."""
    met = np.flatnonzero(n)
    gap = np.abs(own[met] - other[met]) / n[met]
    widest: np.ndarray = met[np.argsort(-gap, kind="stable")[:100]]
    return widest
