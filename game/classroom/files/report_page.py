"""A class's report as a page: what was asked, what came out, who fell for what, trial by trial."""

from game.classroom.files import found
from game.classroom.files.material import Material
from game.classroom.files.sheet import Html, bar, bullets, element, joined, page, picture, table
from game.classroom.findings import findings
from game.classroom.report import PlayerLine, Report, TrialLine, called
from game.common.language import say, say_many
from game.common.recipe import Recipe
from game.rounds.designs import question, said
from game.rounds.plan import Shown


def report_page(material: Material, *, names: bool) -> str:
    """The report as HTML; without `names` it has neither those nor the class's title."""
    report = material.report
    figures = findings(report)
    day = say("{day}", day=report.opened_on)
    title = report.title if names else say("A class on {day}", day=day)
    return page(
        title,
        element("p", *((day, " · ") if names else ()), found.played(report)),
        element("h2", say("What came out")),
        bullets(found.sentences(report, figures)),
        *_fooled(material, figures.fooled),
        element("h2", say("What would have helped")),
        found.helpful(figures),
        *_teams(report),
        element("h2", say("Players")),
        table(
            ["", say("Player"), say("Team"), say("Right"), "", say("Mean time")],
            (
                _player(rank, line, names=names)
                for rank, line in zip(report.ranks, report.players, strict=True)
            ),
        ),
        element("h2", say("Trials")),
        table(
            ["", say("Faces"), say("Answers"), say("Right"), "", say("Networks right")],
            (_trial(material, line) for line in report.trials),
        ),
        *(element("small", text) for text in material.credits),
    )


def faces(material: Material, shown: tuple[Shown, ...], said_of: tuple[str, ...] = ()) -> Html:
    """Faces side by side; under each what it is, or what is said of it."""
    captions = said_of or tuple(_kind(face) for face in shown)
    return joined(
        element("figure", _picture(material, face), element("figcaption", caption))
        for face, caption in zip(shown, captions, strict=True)
    )


def _picture(material: Material, face: Shown) -> Html:
    address = material.face(face)
    if address is None:
        return element("span", _kind(face), class_="photo")
    return picture(address, _kind(face))


def _kind(face: Shown) -> str:
    return say("generated") if isinstance(face, Recipe) else say("photo")


def _fooled(material: Material, lines: tuple[TrialLine, ...]) -> list[Html]:
    """The trials that fooled most, with what they took for what."""
    labels = question(material.report.plan.design, material.report.plan.target).answers()
    if not lines:
        return []
    parts = [element("h2", say("What most fell for"))]
    for line in lines:
        fallen = max(range(len(line.votes)), key=line.votes.__getitem__)
        text = say(
            "Trial {n}: {votes} of {answers} answered “{answer}”; right was “{right}”.",
            n=line.truth.position,
            votes=line.votes[fallen],
            answers=line.answers,
            answer=said(labels[fallen]),
            right=said(labels[line.truth.target_place]),
        )
        shown = element("div", faces(material, line.truth.faces), class_="faces large")
        parts.append(element("div", element("p", text), shown, class_="task"))
    return parts


def _teams(report: Report) -> list[Html]:
    if not report.teams:
        return []
    rows = (
        (
            say("Team {n}", n=line.team),
            say_many("{n} player", "{n} players", line.players),
            say("{right:.1f} right on average", right=line.right),
        )
        for line in report.teams
    )
    return [element("h2", say("Teams")), table([], rows)]


def _player(rank: int, line: PlayerLine, *, names: bool) -> tuple[object, ...]:
    seconds = "" if line.seconds is None else say("{n:.1f} s", n=line.seconds)
    right = say("{n} of {m}", n=line.right, m=line.answers)
    share = bar(line.right, line.answers)
    return rank, called(line, names=names), line.team or "", right, share, seconds


def _trial(material: Material, line: TrialLine) -> tuple[object, ...]:
    labels = question(material.report.plan.design, material.report.plan.target).answers()
    votes = ", ".join(
        say("{number}: {what}", number=said(label), what=n)
        for label, n in zip(labels, line.votes, strict=True)
    )
    networks = ", ".join(say(name) for name, correct in line.networks.items() if correct)
    right = found.of_right(line)
    if others := sum(line.other_votes):
        right += " " + say("(before: {n} of {m})", n=line.other_right, m=others)
    return (
        line.truth.position,
        element("div", faces(material, line.truth.faces), class_="faces"),
        votes,
        right,
        bar(line.right, line.answers),
        networks,
    )
