"""People beside judges: as a team on one round."""

from collections.abc import Mapping, Sequence

import numpy as np

from game.review.guesses.table import GuessTable
from game.review.view import chosen, ranked
from game.rounds.plan import Reveal
from game.scoring.team import team_choice, trust


def team(
    table: GuessTable, past: Sequence[Reveal], networks: Sequence[str]
) -> dict[str, list[bool | None]]:
    """Right or wrong for each trial of a round, had the player decided with each network."""
    sure = trusted(table, past[0].plan.deck, past[0].plan.style, past[0].round_id)
    return team_outcomes(past, sure, networks)


def team_outcomes(
    past: Sequence[Reveal], trusted: Mapping[int, float], networks: Sequence[str]
) -> dict[str, list[bool | None]]:
    """Right or wrong for each closed trial, had the player decided together with each network.

    None where the trial is not scored or the network did not judge it.
    """
    found: dict[str, list[bool | None]] = {name: [] for name in networks}
    for reveal in past:
        verdicts = {verdict.nickname: verdict for verdict in reveal.verdicts}
        for name, outcomes in found.items():
            if reveal.correct is None or reveal.choice is None or name not in verdicts:
                outcomes.append(None)
                continue
            sure = trusted.get(reveal.confidence or 0, 0.5)
            together = team_choice(reveal.choice, sure, verdicts[name].p_fake)
            outcomes.append(together == reveal.target_place)
    return found


def trusted(table: GuessTable, deck: str, style: str | None, round_id: int) -> dict[int, float]:
    """How often people are right, by confidence, over every other ranked round on a deck."""
    which = chosen(table, ranked(deck, style)) & (table.confidence > 0) & (table.round != round_id)
    sure, right = table.confidence[which], table.correct[which] == 1
    n, hits = np.bincount(sure, minlength=4), np.bincount(sure, right, minlength=4)
    return trust({degree: (int(hits[degree]), int(n[degree])) for degree in (1, 2, 3)})
