"""A worksheet for everybody in a class about what it has just played; the answers: `lesson`."""

from collections.abc import Iterator

from game.classroom.files import found
from game.classroom.files.lesson import MINUTES
from game.classroom.files.material import Material
from game.classroom.files.report_page import faces
from game.classroom.files.sheet import Html, bar, element, page, table
from game.classroom.findings import Findings, findings, with_fakes
from game.common.language import say

SHOWN = {20: 3, 45: 4}  # fakes to mark, and trials in the table


def worksheet(material: Material, minutes: int) -> str:
    """The worksheet of a lesson of 20 or 45 minutes, as HTML."""
    report = material.report
    figures = findings(report)
    return page(
        say("Worksheet: which face is real?"),
        element("p", say("Name: ____________________  Date: ____________")),
        element("p", found.played(report)),
        *(
            element("div", element("h2", f"{number}. {title}"), *parts, class_="task")
            for number, (title, parts) in enumerate(_tasks(material, figures, minutes), start=1)
        ),
        *(element("small", text) for text in material.credits),
    )


def _tasks(material: Material, figures: Findings, minutes: int) -> Iterator[tuple[str, list[Html]]]:
    trials = len(material.report.trials)
    yield (
        say("How good were we?"),
        [
            element(
                "p",
                say(
                    "I had ____ of {m} right. Guessing would get ____ of {m}. Of our {n} answers "
                    "{right} were right.",
                    m=trials,
                    n=figures.answers,
                    right=figures.right,
                ),
            ),
            _table(figures, SHOWN[minutes]),
            element("p", say("Why were these trials the hardest?")),
            *_lines(2),
        ],
    )
    fakes = with_fakes(figures.hardest)[: SHOWN[minutes]]
    numbers = tuple(say("Trial {n}", n=line.truth.position) for line, _ in fakes)
    yield (
        say("Generated, and hard to tell"),
        [
            element(
                "p",
                say("No camera has seen these faces. Circle what gives them away, and name it."),
            ),
            element(
                "div",
                faces(material, tuple(face for _, face in fakes), numbers),
                class_="faces large",
            ),
            *_lines(2),
        ],
    )
    yield (
        say("Two signs, and when they mislead"),
        [
            element("p", say("Name two signs of a generated face. When would a photo have them?")),
            *_lines(3),
        ],
    )
    if minutes == MINUTES[1]:
        yield (
            say("Two networks"),
            [
                element(
                    "p",
                    say(
                        "What does the generator want, what does the discriminator want? Why do "
                        "both get better?"
                    ),
                ),
                *_lines(3),
            ],
        )
        yield (
            say("Luck"),
            [
                element(
                    "p",
                    say(
                        "If everybody in your class had only guessed: would anybody have had more "
                        "than half right? How would you find out whether the best of you saw "
                        "something or was lucky?"
                    ),
                ),
                *_lines(3),
            ],
        )
    yield (
        say("Outside the game"),
        [
            element(
                "p",
                say("You see a portrait in the news. Name three things to check beside the face."),
            ),
            *_lines(3),
        ],
    )


def _table(figures: Findings, trials: int) -> Html:
    """The hardest trials with how many were right."""
    rows = (
        (line.truth.position, found.of_right(line), bar(line.right, line.answers))
        for line in figures.hardest[:trials]
    )
    return table([say("Trial"), say("Right"), ""], rows)


def _lines(number: int) -> list[Html]:
    """Lines to write on."""
    return [element("div", class_="line")] * number
