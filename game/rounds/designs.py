"""What a trial can ask: one record for each question, with all that differs from one to another."""

from dataclasses import dataclass, replace

from game.common.language import say, to_say
from game.common.vocabulary import Design, Target


@dataclass(frozen=True)
class Question:
    """A question and how pages put it; texts are said where they are shown.

    A trial has so many `photos` and `fakes`, of which `faces` are shown. `d_prime` says how d′
    follows from the answers; None where there is none. By `plural` people and networks are
    compared; None where they are not.
    """

    design: Design
    target: Target
    label: str
    plural: str | None
    for_a_class: str
    ranked: str
    question: str
    numbered: str
    numbered_of: str
    following: str
    fooled: str
    d_prime: str | None
    chance: float = 0.5
    photos: int = 1
    fakes: int = 1
    faces: int = 2
    hint: str = ""

    @property
    def address(self) -> dict[str, str]:
        """How an address asks it, without what goes without saying."""
        said = {} if self.design is Design.TWO_AFC else {"design": self.design.value}
        return said if self.target is Target.REAL else said | {"target": self.target.value}

    def buttons(self) -> list[tuple[str, str]]:
        """What each answer is called, and its key."""
        if self.faces == 1:
            return [(say("It is real"), "Left"), (say("It is generated"), "Right")]
        if self.faces == 2:
            return [(say("Left is real"), "Left"), (say("Right is real"), "Right")]
        return [(say("It is face {n}", n=n), str(n)) for n in range(1, self.faces + 1)]

    def answers(self) -> list[str]:
        """The answers in a few words, as tables and files name them: texts for `said`."""
        if self.faces == 1:
            return [to_say("real"), to_say("generated")]
        if self.faces == 2:
            return [to_say("left"), to_say("right")]
        return [f"face {place}" for place in range(1, self.faces + 1)]


def said(answer: str) -> str:
    """One of a question's `answers` as a visitor reads it."""
    return say("face {n}", n=answer[5:]) if answer.startswith("face ") else say(answer)


PAIRS = Question(
    Design.TWO_AFC,
    Target.REAL,
    label=to_say("Pairs"),
    plural=to_say("pairs"),
    for_a_class=to_say("Pairs: which of two is real?"),
    ranked=to_say("Pairs of faces, one real"),
    question=to_say("Which of the two is real?"),
    numbered=to_say("Pair {n}"),
    numbered_of=to_say("Pair {n} of {m}"),
    following=to_say("Next pair"),
    fooled=to_say("The pairs that fooled you"),
    d_prime=to_say("√2 · z(share right): 0 is chance"),
)
SINGLE = Question(
    Design.YES_NO,
    Target.REAL,
    label=to_say("Single faces"),
    plural=to_say("single faces"),
    for_a_class=to_say("Single faces: real or generated?"),
    ranked=to_say("Single faces, real or generated"),
    question=to_say("Real or generated?"),
    numbered=to_say("Face {n}"),
    numbered_of=to_say("Face {n} of {m}"),
    following=to_say("Next face"),
    fooled=to_say("The faces that fooled you"),
    d_prime=to_say("z(hits) - z(false alarms): 0 is chance"),
    faces=1,
)
FIND_THE_PHOTO = Question(
    Design.ODD_ONE_OUT,
    Target.REAL,
    label=to_say("Odd one out: find the photo"),
    plural=None,
    for_a_class=to_say("Odd one out: find the photo"),
    ranked=to_say("Four faces, of which one is a photo that is to be found"),
    question=to_say("Which one is the photo?"),
    hint=to_say("The other three are generated."),
    numbered=to_say("Set {n}"),
    numbered_of=to_say("Set {n} of {m}"),
    following=to_say("Next set"),
    fooled=to_say("The sets that fooled you"),
    d_prime=None,
    chance=0.25,
    fakes=3,
    faces=4,
)
FIND_THE_FAKE = replace(
    FIND_THE_PHOTO,
    target=Target.FAKE,
    label=to_say("Odd one out: find the fake"),
    for_a_class=to_say("Odd one out: find the fake"),
    ranked=to_say("Four faces, of which one is generated, to be found"),
    question=to_say("Which one is generated?"),
    hint=to_say("The other three are photos."),
    photos=3,
    fakes=1,
)

QUESTIONS = (PAIRS, SINGLE, FIND_THE_PHOTO, FIND_THE_FAKE)


def question(design: Design, target: Target = Target.REAL) -> Question:
    """The one that is asked in this design of this target."""
    return next(q for q in QUESTIONS if (q.design, q.target) == (design, target))
