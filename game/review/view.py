"""Which answers a page looks at: what its address asks for, as a mask over the table."""

from dataclasses import dataclass

import numpy as np

from game.common.recipe import GENERATOR, usual_psi
from game.common.vocabulary import Design, Mode, Target
from game.review.guesses.table import Bools, GuessTable
from game.rounds.plan import Plan
from game.scoring.scored_guesses import Network, ScoredGuesses


@dataclass(frozen=True)
class View:
    """Scored answers in one design on one deck; None leaves a thing open.

    `style`: that of the game's own fakes, "" for plain ones.
    `timed`: faces were in sight for a limited time. `since` in seconds since 1970. `alone` leaves
    out who sat down at a round that another one had begun, and could have been told its answers.
    """

    deck: str
    design: Design = Design.TWO_AFC
    target: Target = Target.REAL
    mode: Mode | None = None
    generator: str | None = None
    truncation_psi: float | None = None
    style: str | None = None
    timed: bool | None = None
    room_id: int | None = None
    confidence: int | None = None
    trained: bool | None = None
    since: float | None = None
    alone: bool = False
    excluded_too: bool = False

    def admits(self, plan: Plan) -> bool:
        """Whether rounds that were planned like this are looked at."""
        return (plan.deck, plan.design, plan.target) == (self.deck, self.design, self.target) and (
            self.mode in (None, plan.mode)
            and self.generator in (None, plan.generator)
            and self.truncation_psi in (None, plan.truncation_psi)
            and self.style in (None, plan.style or "")
            and self.timed in (None, plan.display_seconds is not None)
            and self.room_id in (None, plan.room_id)
        )


def ranked(
    deck: str,
    style: str | None,
    design: Design = Design.TWO_AFC,
    target: Target = Target.REAL,
) -> View:
    """What scores are compared over: rounds of ten with the game's own fakes and no time limit.

    All in one style: a deck's fakes of before it had one are another game.
    """
    return View(
        deck,
        design,
        target,
        mode=Mode.ROUND,
        generator=GENERATOR,
        truncation_psi=usual_psi(style),
        style=style or "",
        timed=False,
        alone=True,
    )


def chosen(table: GuessTable, view: View) -> Bools:
    """Which of the table's answers the view looks at, (n,)."""
    admitted = np.array([view.admits(plan) for plan in table.plans], np.bool_)
    which: Bools = admitted[table.plan] & (table.correct >= 0)
    if not view.excluded_too:
        which &= ~table.excluded
    if view.alone:
        which &= ~table.second
    if view.since is not None:
        which &= table.answered >= view.since
    if view.confidence is not None:
        which &= table.confidence == view.confidence
    if view.trained is not None:
        which &= table.trained == view.trained
    return which


def scored_guesses(table: GuessTable, which: Bools) -> ScoredGuesses:
    """These answers as the measures take them; players are numbered anew, from 0."""
    who = table.player[which]
    there = np.zeros(who.max(initial=-1) + 1, np.bool_)
    there[who] = True
    return ScoredGuesses(
        player=(np.cumsum(there) - 1)[who],
        trial=table.trial[which].astype(np.intp),  # which every count would turn it into anew
        right=table.correct[which] == 1,
        confidence=table.confidence[which],
        fake_first=table.fake_first[which],
    )


def network(table: GuessTable, row: int) -> Network:
    """What one network said of every trial of the table."""
    return Network(table.network_right[row], table.network_p[row])
