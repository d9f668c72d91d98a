"""A lesson about what a class has just played: the plan for whoever teaches, with the answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from game.classroom.files import found
from game.classroom.files.material import Material
from game.classroom.files.report_page import faces
from game.classroom.files.sheet import bullets, element, page, table
from game.classroom.findings import Findings, findings
from game.classroom.report import Report
from game.common.language import say, to_say

MINUTES = (20, 45)  # how long a lesson can be


@dataclass(frozen=True)
class Step:
    """A part of a lesson. `minutes` are how long it takes in a lesson of 20 and of 45, 0: not in
    it; `does` may name the hardest {trial}, {n} answers and {m} trials.
    """

    title: str
    minutes: tuple[int, int]
    does: str


_STEPS = (
    Step(
        to_say("Looking back"),
        (5, 6),
        to_say(
            "Before you show the result: how many of the {n} answers were right, and how many "
            "would guessing get? Then the figures above. Task 1 of the worksheet."
        ),
    ),
    Step(
        to_say("The faces that fooled most"),
        (6, 9),
        to_say(
            "Show trial {trial} once more, from the end of the host's page. Collect what the class "
            "sees, and where, before anybody says which face was generated. Task 2."
        ),
    ),
    Step(
        to_say("What to look for"),
        (5, 9),
        to_say(
            "On the page “Spot a fake”: backgrounds, someone at the edge, hats and clothes. These "
            "survive the game's small pictures best; eyes, teeth and skin need the full size. "
            "Read aloud where each of them fails, too. Task 3."
        ),
    ),
    Step(
        to_say("Two networks against each other"),
        (0, 9),
        to_say(
            "On the page “Watch a network learn”: the same faces at every stage of a training. One "
            "network makes faces, the other says which are real; each learns from how the other "
            "does. The first never sees a photo: all that it knows comes from the second. Task 4."
        ),
    ),
    Step(
        to_say("What luck gives"),
        (0, 6),
        to_say(
            "Everybody compares their own score with what guessing gives. Who guesses in {m} "
            "trials is sometimes far off; the best of many who guess looks like an expert. Task 5."
        ),
    ),
    Step(
        to_say("Outside the game"),
        (4, 6),
        to_say(
            "Each generator has faults of its own, and the next has others: whoever trusts their "
            "eyes alone will be wrong. Collect what can be checked without looking at the face. "
            "The last task."
        ),
    ),
)


def lesson_plan(material: Material, minutes: int) -> str:
    """The plan of a lesson of 20 or 45 minutes, as HTML."""
    report = material.report
    figures = findings(report)
    return page(
        say("Lesson plan, {minutes} minutes", minutes=minutes),
        element("p", say("{title}, {day}.", title=report.title, day=report.opened_on)),
        element("p", found.played(report)),
        element("h2", say("What the class found")),
        bullets(found.sentences(report, figures)),
        element("h2", say("The lesson")),
        element(
            "p",
            say(
                "You need this page, the worksheet of the same length for everybody, and the "
                "host's page on the projector."
            ),
        ),
        table([say("Minutes"), "", say("What you do")], _rows(report, figures, minutes)),
        element("h2", say("Answers to the worksheet")),
        bullets(_answers(report, figures, minutes)),
        element("h2", say("What would have helped")),
        found.helpful(figures),
        element("h2", say("The faces that fooled most")),
        element("div", *_hardest(material, figures), class_="faces"),
        *(element("small", text) for text in material.credits),
    )


def steps(minutes: int) -> list[tuple[int, Step]]:
    """The parts of a lesson of so many minutes, each with how many of them it takes."""
    which = MINUTES.index(minutes)
    return [(step.minutes[which], step) for step in _STEPS if step.minutes[which]]


def _rows(report: Report, figures: Findings, minutes: int) -> Iterator[tuple[object, ...]]:
    told = {
        "trial": figures.hardest[0].truth.position if figures.hardest else 1,
        "n": figures.answers,
        "m": len(report.trials),
    }
    for takes, step in steps(minutes):
        yield takes, say(step.title), say(step.does, **told)


def _hardest(material: Material, figures: Findings) -> Iterator[object]:
    """The faces of the hardest trials, with which trial each is of."""
    for line in figures.hardest[:2]:
        number = say("Trial {n}", n=line.truth.position)
        yield faces(material, line.truth.faces, (number,) * len(line.truth.faces))


def _answers(report: Report, figures: Findings, minutes: int) -> Iterator[str]:
    trials = len(report.trials)
    yield say(
        "1: Guessing gets {expected:.1f} of {m} trials right on average ({chance:.0%}).",
        expected=figures.chance * trials,
        m=trials,
        chance=figures.chance,
    )
    yield say(
        "2: Whatever can be pointed at in the picture counts. “It just looks odd” does not: "
        "in a study of 2023 (Miller and others) those who judged worst were most sure."
    )
    yield say(
        "3: For example: a background without edges that go on behind the head; but a blurred wall "
        "says nothing. Glasses with one hinge; but thin rims get lost in a small photo."
    )
    if minutes == MINUTES[0]:
        yield _elsewhere(4)
        return
    yield say(
        "4: The generator wants its faces to be called real, the discriminator wants to be right. "
        "Whoever of the two is fooled is changed a little, again and again."
    )
    luck = figures.luck
    if luck is None:
        yield say("5: Nobody has answered every trial, so that nothing can be compared here.")
    else:
        yield say(
            "5: The best of the {n} who answered all {m} trials had {best} right. If all of them "
            "had guessed, about {expected:.2f} would have got as many or more.",
            n=luck.players,
            m=trials,
            best=luck.best,
            expected=luck.expected,
        )
    yield _elsewhere(6)


def _elsewhere(task: int) -> str:
    return say(
        "{task}: Who shows the picture, and where was it first? Does another source show the same "
        "moment? Is there a person of this name elsewhere? None of these needs the face.",
        task=task,
    )
