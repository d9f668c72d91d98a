"""What a class found, in sentences: for the report and for whoever plans a lesson."""

from collections.abc import Iterator

from game.classroom.files.sheet import Html, element, joined
from game.classroom.findings import Findings
from game.classroom.report import Report, TrialLine
from game.common.language import say, say_many
from game.rounds import spots
from game.rounds.designs import question
from game.rounds.tells import Tell, course


def played(report: Report) -> str:
    """What was asked, of how many, and of which faces."""
    asked = question(report.plan.design, report.plan.target)
    return say(
        "{question} {hint} {trials}, {players}; the fakes are by {generator}, the photos of the "
        "deck {deck}.",
        question=say(asked.question),
        hint=say(asked.hint) if asked.hint else "",
        trials=say_many("{n} trial", "{n} trials", len(report.trials)),
        players=say_many("{n} player", "{n} players", len(report.players)),
        generator=report.plan.generator,
        deck=report.plan.deck,
    ).replace("  ", " ")


def sentences(report: Report, found: Findings) -> Iterator[str]:
    """What came out, a sentence each."""
    if not found.answers:
        yield say("Nobody has answered.")
        return
    yield say(
        "{right} of {n} answers were right, {share:.0%}; guessing gets {chance:.0%}.",
        right=found.right,
        n=found.answers,
        share=found.right / found.answers,
        chance=found.chance,
    )
    if found.fooled:
        yield say(
            "Most were fooled in {n} of {m} trials; the hardest first: {trials}.",
            n=len(found.fooled),
            m=len(report.trials),
            trials=", ".join(str(line.truth.position) for line in found.fooled),
        )
    else:
        yield say("In no trial were most fooled.")
    yield say("The hardest: {line}. The easiest: {other}.", **_ends(found))
    if found.networks:
        scores = (
            say("{name} {n} of {m}", name=say(name), n=right, m=scored)
            for name, right, scored in found.networks
        )
        yield say("The networks were right: {scores}.", scores=", ".join(scores))
    if found.other is not None:
        right, votes = found.other
        yield say(
            "With the same faces before: {share:.0%} of {n} answers right.",
            share=right / votes,
            n=votes,
        )


def helpful(found: Findings) -> Html:
    """Which tells would have helped: those that were marked, and else that none was."""
    if not found.marks:
        return element(
            "p",
            say(
                "Nobody has marked on these faces what gave them away, so nothing is known here "
                "about which tell would have helped. What to look for in general is on the page "
                "“Spot a fake”."
            ),
        )
    known = {tell.key: tell for tell in course().tells}
    return joined(
        _tell(known.get(key), say_many("{n} person", "{n} people", people))
        for key, people in found.marks
    )


def of_right(line: TrialLine) -> str:
    """A trial's right answers and all."""
    return say("{n} of {m}", n=line.right, m=line.answers)


def _tell(tell: Tell | None, people: str) -> Html:
    """What to look for and where it fails; None for something that the course does not have."""
    if tell is None:
        return element(
            "p", say("{name}: marked by {people}.", name=say(spots.ELSE[1]), people=people)
        )
    return joined(
        (
            element("h3", say("{name}: marked by {people}.", name=say(tell.title), people=people)),
            element("p", say(tell.look)),
            element("p", say("Where it fails: {limits}", limits=say(tell.limits))),
        )
    )


def _ends(found: Findings) -> dict[str, str]:
    def told(line: TrialLine) -> str:
        return say("trial {n}, {right} right", n=line.truth.position, right=of_right(line))

    return {"line": told(found.hardest[0]), "other": told(found.hardest[-1])}
