"""What a class found, in figures: where it was fooled, who saw more, what luck alone would give."""

from collections import Counter
from dataclasses import dataclass

from scipy.stats import binom

from game.classroom.report import Report, TrialLine
from game.common.recipe import Recipe
from game.rounds.designs import question


@dataclass(frozen=True)
class Luck:
    """So many of those who answered every trial would get the best score or more by guessing.

    `best` is the best score among the `players` who did, `expected` how many of them would.
    """

    best: int
    players: int
    expected: float


@dataclass(frozen=True)
class Findings:
    """A class's figures. `chance` is the share that guessing gets right.

    `hardest` are the answered trials, fewest right first; `fooled` those of them in which most were
    wrong. `networks` are (name, right, scored), `marks` (tell, people), each most first. `other`
    are the right ones and all of another class's votes on the same set, None without any.
    """

    right: int
    answers: int
    chance: float
    hardest: tuple[TrialLine, ...]
    fooled: tuple[TrialLine, ...]
    networks: tuple[tuple[str, int, int], ...]
    marks: tuple[tuple[str, int], ...]
    other: tuple[int, int] | None
    luck: Luck | None


def findings(report: Report) -> Findings:
    """The figures of a report."""
    chance = question(report.plan.design, report.plan.target).chance
    answered = [line for line in report.trials if line.answers]
    hardest = tuple(sorted(answered, key=lambda line: line.right / line.answers))
    right, scored, marks = Counter[str](), Counter[str](), Counter[str]()
    for line in report.trials:
        marks.update(line.marks)
        for name, correct in line.networks.items():
            right[name] += correct is True
            scored[name] += correct is not None
    others = sum(sum(line.other_votes) for line in report.trials)
    return Findings(
        right=sum(line.right for line in answered),
        answers=sum(line.answers for line in answered),
        chance=chance,
        hardest=hardest,
        fooled=tuple(line for line in hardest if line.crowd is False),
        networks=tuple((name, right[name], scored[name]) for name, _ in right.most_common()),
        marks=tuple(marks.most_common()),
        other=(sum(line.other_right for line in report.trials), others) if others else None,
        luck=_luck(report, chance),
    )


def with_fakes(lines: tuple[TrialLine, ...]) -> list[tuple[TrialLine, Recipe]]:
    """Every fake of these trials, with its trial."""
    return [(line, face) for line in lines for face in line.truth.faces if isinstance(face, Recipe)]


def _luck(report: Report, chance: float) -> Luck | None:
    trials = len(report.trials)
    scores = [line.right for line in report.players if line.answers == trials]
    if not scores:
        return None
    expected = len(scores) * float(binom.sf(max(scores) - 1, trials, chance))
    return Luck(max(scores), len(scores), expected)
