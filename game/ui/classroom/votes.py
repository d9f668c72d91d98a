"""How a class voted on a trial, under its truth: on the projector and at the end."""

from game.classroom.report import TrialLine
from game.common.language import say
from game.rounds.designs import question, said
from game.ui.classroom import text


def draw_votes(line: TrialLine) -> None:
    """How the class voted, what most of it thought, and which networks were right."""
    plan = line.truth.plan
    labels = question(plan.design, plan.target).answers()
    text.big(
        " · ".join(
            say("{number}: {what}", number=said(label), what=votes)
            for label, votes in zip(labels, line.votes, strict=True)
        )
    )
    crowd = {
        True: say("Most of you were right: {right} of {n}.", right=line.right, n=line.answers),
        False: say("Most of you were fooled: {right} of {n}.", right=line.right, n=line.answers),
        None: say("No majority: {right} of {n}.", right=line.right, n=line.answers),
    }[line.crowd]
    if line.networks:
        right = [say(name) for name, correct in line.networks.items() if correct]
        names = ", ".join(right) or say("none")
        crowd += " " + say("Networks that were right: {names}.", names=names)
    text.big(crowd)
