"""What a game mode is: one record of all that differs from mode to mode.

A mode's file holds its record and its logic. It may use `plan`, `starting` and the store; what it
asks of the game itself is a `GameLike`, since everything else in this folder asks the modes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from game.common.language import say, to_say
from game.common.recipe import GENERATOR, Recipe, usual_psi
from game.common.vocabulary import Mode
from game.rounds.modes.ladder import Step
from game.rounds.plan import Dealt, Plan, Reveal, Shown, Turn
from game.scoring.staircase import Step as Answered
from game.store.engine import Store

Trials = Sequence[Sequence[Shown]]
OnProgress = Callable[[float], object]


class DealerLike(Protocol):
    """What a mode asks of a deck's dealer, see `dealer.Dealer`."""

    def more_trials(self, plan: Plan, seen: set[str]) -> Trials: ...

    def step(self, generator: str, seed: int, seen: set[str]) -> Sequence[Shown]: ...


class GameLike(Protocol):
    """What a mode asks of the game, see `game.Game`."""

    store: Store
    ladder: tuple[Step, ...]

    def plan(self, **choices: Any) -> Plan: ...

    def turn(self, player_id: int) -> Turn | None: ...

    def start(
        self,
        player_id: int,
        plan: Plan,
        length: int = ...,
        progress: OnProgress = ...,
        suited: Sequence[str] | None = None,
    ) -> None: ...

    def dealer_of(self, name: str) -> DealerLike: ...

    def dealt_to(self, player_id: int, trial_id: int) -> tuple[Any, Dealt]: ...

    def block(self, player_id: int, round_id: int) -> list[Reveal]: ...


@dataclass(frozen=True)
class SoFar:
    """A round whose current trial is closed: `past` are all closed trials of `dealt` ones.

    `seen` are the photos of its deck that the player has had.
    """

    plan: Plan
    seed: int
    dealt: int
    past: Sequence[Reveal]
    seen: set[str]


@dataclass(frozen=True)
class Result:
    """What came of a round, where it is not a share of right answers; `climbed` is drawn."""

    title: str
    text: str
    climbed: Sequence[Answered] = ()


@dataclass(frozen=True)
class Line:
    """Somebody on a board: figures by their headings, which are said where they are shown."""

    player_id: int
    nickname: str
    figures: Mapping[str, object]


@dataclass(frozen=True)
class Board:
    """Who is best, first: what is ranked, the lines, and what is said where there are none."""

    text: str
    lines: Sequence[Line]
    nobody: str


def usual_deal(
    game: GameLike, player_id: int, plan: Plan, progress: OnProgress, suited: Sequence[str] | None
) -> None:
    """Ten trials by chance alone, or of the photos that suit the player."""
    game.start(player_id, plan, progress=progress, suited=suited)


@dataclass(frozen=True)
class GameMode:
    """A mode, what visitors call it, and how it is played; texts are said where they are shown.

    The defaults are those of ten trials, each with its truth at once, that nobody else is dealt.
    """

    mode: Mode
    label: str
    plural: str | None = None  # by which people and networks are compared; None: they are not
    rule: str = ""
    # What an address leaves to choose; None: no address names it.
    choices: tuple[str, ...] | None = None
    one_opponent: bool = True  # all fakes are by the plan's generator
    deal: Callable[[GameLike, int, Plan, OnProgress, Sequence[str] | None], None] = usual_deal
    suited: bool = False  # its photos are as hard as suits the player, once that is known
    both_of_a_pair: bool = False  # a pair's photo and fake are dealt as two trials
    asks_confidence: bool = False  # in a step of its own, after the answer
    clock: float | None = None  # seconds, after which an answer is none
    lives: int | None = None  # wrong answers until it is over
    must_answer: str = ""  # why no trial may be passed over as known; "": it may
    # How a round without a fixed end goes on: the next trials, none, or None if it is over.
    further: Callable[[GameLike, SoFar], Trials | None] | None = None
    page: str | None = None  # its own page, which alone says when its results may be seen
    teaches: bool = False  # its feedback is for looking closely at the faces
    networks_told: bool = True  # the truth comes with the networks' verdicts
    ranked: bool = False
    compared: bool = False  # nothing in how it is dealt follows the player's skill
    repeated: bool = True  # "Once more" deals the same again
    shareable: bool = False  # a friend may play the same
    with_network: bool = False  # its result says what a network at one's side would have done
    note: Callable[[GameLike, int, Turn], str] | None = None  # beside a trial's number
    result: Callable[[GameLike, Sequence[Reveal]], Result] | None = None
    board: Callable[[GameLike, int | None], Board] | None = None

    @property
    def endless(self) -> bool:
        """Whether the next trial depends on the answers so far."""
        return self.further is not None

    @property
    def held_back(self) -> bool:
        """Whether its results are left out elsewhere: its page says when they may be seen."""
        return self.page is not None

    def lives_left(self, past: Sequence[Reveal]) -> int | None:
        """How many are left after these trials; None where there are none to lose."""
        if self.lives is None:
            return None
        return max(0, self.lives - sum(reveal.correct is False for reveal in past))


@dataclass(frozen=True)
class Best:
    """A player's best of so many games, and when they last played."""

    player_id: int
    nickname: str
    best: float
    games: int
    last_played: datetime


def in_order(found: Sequence[Best]) -> list[Best]:
    """The best first; of equals, who needed fewer games."""
    return sorted(found, key=lambda line: (-line.best, line.games, line.player_id))


def board_of(found: Sequence[Best], text: str, unit: str) -> Board:
    """The board of best games, each so many `unit`."""
    headings = unit, to_say("Rounds"), to_say("Last played")
    lines = [
        Line(
            one.player_id,
            one.nickname,
            dict(zip(headings, (one.best, one.games, one.last_played), strict=True)),
        )
        for one in found
    ]
    return Board(text, lines, say("Nobody has ended such a game yet. Play the first!"))


def own_fakes(style: str | None) -> str:
    """Whom ranked games are played against."""
    if style is None:
        return say(
            "the game's own generator ({generator}) at ψ {psi}",
            generator=GENERATOR,
            psi=usual_psi(style),
        )
    return say(
        "the game's own generator ({generator}) at ψ {psi} in the deck's own style",
        generator=GENERATOR,
        psi=usual_psi(style),
    )


def maker(faces: Sequence[Shown]) -> str:
    """The generator of a trial's only fake."""
    (recipe,) = (face for face in faces if isinstance(face, Recipe))
    return recipe.generator
