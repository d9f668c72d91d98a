"""A class's tables as CSV: by trial, by player, and every answer of a person."""

import csv
import io
from collections.abc import Iterable, Mapping

from game.classroom.report import Report, called
from game.common.language import say, to_say
from game.common.spreadsheet import guarded
from game.rounds.designs import question, said

_MARKS = {True: "right", False: "wrong", None: ""}
_RIGHT = {True: to_say("yes"), False: to_say("no"), None: ""}


def trials_csv(report: Report) -> str:
    """A line a trial: the right answer, the votes, the share of right ones, the networks."""
    rows = []
    for line in report.trials:
        labels = question(report.plan.design, report.plan.target).answers()
        rows.append(
            {"trial": line.truth.position, "right answer": labels[line.truth.target_place]}
            | {f"votes {label}": votes for label, votes in zip(labels, line.votes, strict=True)}
            | {"right": line.right, "answers": line.answers, "crowd": _MARKS[line.crowd]}
            | {name: _MARKS[correct] for name, correct in line.networks.items()}
        )
    return _csv(rows)


def players_csv(report: Report, *, names: bool) -> str:
    """A line a player, best first."""
    return _csv(
        {
            "rank": rank,
            "player": called(line, names=names),
            "team": line.team or "",
            "right": line.right,
            "answers": line.answers,
            "mean seconds": _seconds(line.seconds),
        }
        for rank, line in zip(report.ranks, report.players, strict=True)
    )


def answers_csv(report: Report, *, names: bool) -> str:
    """A line an answer of a person, in words of the reader's language."""
    asked = question(report.plan.design, report.plan.target)
    labels = asked.answers()
    return _csv(
        {
            "trial": line.position,
            "question": say(asked.question),
            "answer": said(labels[line.choice]),
            "right": say(_RIGHT[line.correct]) if line.correct is not None else "",
            "seconds": _seconds(line.seconds),
            "player": called(line, names=names),
        }
        for line in report.answers
    )


def _seconds(seconds: float | None) -> float | str:
    return "" if seconds is None else round(seconds, 2)


def _csv(rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as CSV, with every column that any of them has."""
    table = list(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(key for row in table for key in row)))
    writer.writeheader()
    writer.writerows(
        {key: guarded(value) if isinstance(value, str) else value for key, value in row.items()}
        for row in table
    )
    return out.getvalue()
