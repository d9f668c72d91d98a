"""A class's report to keep: two tables as CSV, and one page that needs nothing from elsewhere."""

import csv
import io
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from html import escape

from game.classroom.report import Report, TrialLine
from game.common.colours import ACCENT, GROUND, INK, LINE
from game.common.errors import Unavailable
from game.common.language import language, say, say_many
from game.common.recipe import Recipe
from game.common.spreadsheet import guarded
from game.rounds.designs import question, said
from game.rounds.plan import Shown

_MARKS = {True: "right", False: "wrong", None: ""}
_STYLE = f"""
body {{ font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: {INK}; background: {GROUND}; }}
table {{ border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }}
th, td {{ text-align: left; padding: 0.3rem 0.6rem; border-bottom: 1px solid {LINE}; }}
.bar {{ background: #e6ddf7; width: 12rem; }} .bar i {{ display: block; height: 0.8rem;
  background: {ACCENT}; }}
img, .photo {{ width: 96px; height: 96px; margin-right: 4px; display: inline-block;
  vertical-align: middle; }} .photo {{ background: {LINE}; font-size: 0.8rem; text-align: center;
  line-height: 96px; }}
"""


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


def players_csv(report: Report) -> str:
    """A line a player, best first."""
    return _csv(
        {
            "rank": rank,
            "player": line.nickname,
            "team": line.team or "",
            "right": line.right,
            "answers": line.answers,
            "mean seconds": "" if line.seconds is None else round(line.seconds, 2),
        }
        for rank, line in zip(report.ranks, report.players, strict=True)
    )


def page(report: Report, picture: Callable[[Shown], bytes]) -> str:
    """The report as HTML. Fakes are in it; of photos, which show somebody, there is the place."""
    players = "".join(
        f"<tr><td>{rank}</td><td>{escape(line.nickname)}</td><td>{line.team or ''}</td>"
        f"<td>{_of(line.right, line.answers)}</td><td>{_bar(line.right, line.answers)}</td>"
        f"<td>{'' if line.seconds is None else say('{n:.1f} s', n=line.seconds)}</td></tr>"
        for rank, line in zip(report.ranks, report.players, strict=True)
    )
    trials = "".join(_trial(report, line, picture) for line in report.trials)
    teams = "".join(
        f"<tr><td>{say('Team {n}', n=line.team)}</td>"
        f"<td>{say_many('{n} player', '{n} players', line.players)}</td>"
        f"<td>{say('{right:.1f} right on average', right=line.right)}</td></tr>"
        for line in report.teams
    )
    return (
        f'<!doctype html><html lang="{language()}"><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "img-src data:; style-src 'unsafe-inline'\">"
        f"<title>{escape(report.title)}</title><style>{_STYLE}</style>"
        f"<h1>{escape(report.title)}</h1>"
        + (f"<h2>{say('Teams')}</h2><table>{teams}</table>" if teams else "")
        + f"<h2>{say('Players')}</h2><table>"
        + _head("", say("Player"), say("Team"), say("Right"), "", say("Mean time"))
        + f"{players}</table><h2>{say('Trials')}</h2><table>"
        + _head("", say("Faces"), say("Answers"), say("Right"), "", say("Networks right"))
        + f"{trials}</table></html>"
    )


def _trial(report: Report, line: TrialLine, picture: Callable[[Shown], bytes]) -> str:
    labels = question(report.plan.design, report.plan.target).answers()
    votes = ", ".join(f"{said(label)} {n}" for label, n in zip(labels, line.votes, strict=True))
    networks = ", ".join(escape(say(name)) for name, correct in line.networks.items() if correct)
    return (
        f"<tr><td>{line.truth.position}</td>"
        f"<td>{''.join(_face(face, picture) for face in line.truth.faces)}</td><td>{votes}</td>"
        f"<td>{_of(line.right, line.answers)}</td><td>{_bar(line.right, line.answers)}</td>"
        f"<td>{networks}</td></tr>"
    )


def _face(face: Shown, picture: Callable[[Shown], bytes]) -> str:
    if not isinstance(face, Recipe):
        return f'<span class="photo">{say("photo")}</span>'
    try:
        data = b64encode(picture(face)).decode()
    except Unavailable:  # the room is older than the generator's weights
        return f'<span class="photo">{say("generated")}</span>'
    return f'<img alt="{say("generated")}" src="data:image/png;base64,{data}">'


def _head(*titles: str) -> str:
    return "<tr>" + "".join(f"<th>{title}" for title in titles) + "</tr>"


def _of(part: int, whole: int) -> str:
    return say("{n} of {m}", n=part, m=whole)


def _bar(part: int, whole: int) -> str:
    share = 100 * part / whole if whole else 0
    return f'<div class="bar"><i style="width:{share:.0f}%"></i></div>'


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
