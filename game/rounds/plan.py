"""What a round asks and shows, as plain data: what was planned, where it stands, what came out."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from game.common.language import to_say
from game.common.recipe import GENERATOR, TRUNCATION_PSI, Recipe
from game.common.vocabulary import Design, Mode, Target
from game.rounds.spots import Spot

CONFIDENCES = {1: to_say("a guess"), 2: to_say("fairly sure"), 3: to_say("certain")}


class Phase(enum.StrEnum):
    """What a player's current trial waits for: a choice, how sure they are, or to be left.

    ASK without a guess, SURE with a choice, REVEAL once it is closed: each a fact in the store and
    none in the browser, so a reload, a second tab or a double press finds the round as it stands.
    """

    ASK = "ask"
    SURE = "sure"
    REVEAL = "reveal"


@dataclass(frozen=True)
class Photo:
    """A real face: a photo of the round's deck by its name, whole or as a thumbnail of `size`."""

    name: str
    size: int | None = None


Shown = Photo | Recipe


def face_of(told: Mapping[str, Any]) -> Shown:
    """A face of what `asdict` has told of it."""
    return Photo(**told) if "name" in told else Recipe(**told)


@dataclass(frozen=True)
class Dealt:
    """What a trial is drawn from: its faces, left to right, and the shift of them all.

    The shift, see `Frame.moved`, is the trial's own: no two trials show a face by the
    same bytes, so that nobody knows a photo again by them.
    """

    faces: tuple[Shown, ...]
    shift: tuple[float, float]


@dataclass(frozen=True)
class Plan:
    """What a round asks, of which fakes, and how: the columns of the table `round`.

    `style`: that of the game's own fakes, the deck's as it was when the round was planned.
    """

    deck: str
    design: Design = Design.TWO_AFC
    target: Target = Target.REAL
    mode: Mode = Mode.ROUND
    generator: str | None = GENERATOR
    truncation_psi: float | None = TRUNCATION_PSI
    display_seconds: float | None = None
    feedback: bool = True
    code: str | None = None
    room_id: int | None = None
    style: str | None = None


@dataclass(frozen=True)
class Turn:
    """What a player may know of their current trial: nothing here depends on the truth.

    `faces` is how many are shown; `elapsed` are seconds that an attack's clock has surely run.
    """

    plan: Plan
    trial_id: int
    position: int
    length: int
    faces: int
    phase: Phase
    choice: int | None
    elapsed: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """A network's answer to a trial: p(fake) for each place; `correct` is None if not scored."""

    nickname: str
    p_fake: tuple[float, ...]
    correct: bool | None


@dataclass(frozen=True)
class Reveal:
    """The truth of a closed trial; `late` if the answer came when the clock had run out.

    `target_place` is the place that it was right to choose; of a single face, 0 if it is a photo
    and 1 if it is not. `spots` are where the player saw a fake give itself away.
    """

    plan: Plan
    round_id: int
    trial_id: int
    position: int
    faces: tuple[Shown, ...]
    target_place: int
    choice: int | None
    confidence: int | None
    knows_face: bool
    late: bool
    correct: bool | None
    verdicts: tuple[Verdict, ...]
    spots: tuple[Spot, ...] = ()
