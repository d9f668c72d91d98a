"""What a host takes away at the end of a class: tables, pages to print, and the set as a file."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from game.classroom.files.lesson import MINUTES, lesson_plan
from game.classroom.files.material import Material, gather
from game.classroom.files.parents import parents_sheet
from game.classroom.files.report_page import report_page
from game.classroom.files.tables import answers_csv, players_csv, trials_csv
from game.classroom.files.worksheet import worksheet
from game.classroom.report import Report
from game.common.language import language, say, speaking
from game.generators.live_runs import LIVE
from game.generators.manifest import licence
from game.ui.resources import classroom, game, settings

_HTML, _CSV = "text/html", "text/csv"


def draw_downloads(report: Report, secret: str) -> None:
    """Files, each made when it is asked for: a report holds every fake as a picture.

    A button says what its file is like, so that a press before the page has heard of a switch is
    no surprise.
    """
    code = report.code

    def of_report(make: Callable[[Material], str]) -> Callable[[], str]:
        return _in_this_language(lambda: make(gather(game(), report, _licence(report))))

    with _group(say("What came out")):
        names = not st.toggle(say("Without names"))
        suffix = "" if names else "-without-names"
        with _row():
            page = of_report(partial(report_page, names=names))
            label = say("Report (HTML)") if names else say("Report without names (HTML)")
            _button(label, page, f"{code}-report{suffix}.html", _HTML)
            _button(say("Trials (CSV)"), trials_csv(report), f"{code}-trials.csv", _CSV)
            table = players_csv(report, names=names)
            label = say("Players (CSV)") if names else say("Players without names (CSV)")
            _button(label, table, f"{code}-players{suffix}.csv", _CSV)
            table = answers_csv(report, names=names)
            label = say("Answers (CSV)") if names else say("Answers without names (CSV)")
            _button(label, table, f"{code}-answers{suffix}.csv", _CSV)
            every = partial(classroom().answers, code, secret)
            _button(say("Answers, all columns (CSV)"), every, f"{code}-all-columns.csv", _CSV)
    with _group(say("For the next lesson")):
        minutes = st.segmented_control(
            say("Lesson"),
            MINUTES,
            default=MINUTES[0],
            format_func=lambda n: say("{n} minutes", n=n),
            required=True,
        )
        with _row():
            plan = of_report(partial(lesson_plan, minutes=minutes))
            label = say("Lesson plan, {minutes} minutes (HTML)", minutes=minutes)
            _button(label, plan, f"{code}-lesson-{minutes}.html", _HTML)
            sheet = of_report(partial(worksheet, minutes=minutes))
            label = say("Worksheet, {minutes} minutes (HTML)", minutes=minutes)
            _button(label, sheet, f"{code}-worksheet-{minutes}.html", _HTML)
            draw_parents_sheet()
    with _group(say("The same set in another class")):
        votes = st.toggle(say("With how many of this class chose what"), value=True)
        with _row():
            saved = partial(classroom().saved_set, code, secret, votes=votes)
            _button(say("Set (JSON)"), saved, f"{code}-set.json", "application/json")
        st.caption(
            say(
                "“Open a saved set” on the page Host a class opens it again. It tells the answers, "
                "and nobody's name."
            )
        )


def draw_parents_sheet() -> None:
    """What parents may want to know before or after a class."""
    _button(say("For parents (HTML)"), _in_this_language(parents_sheet), "parents.html", _HTML)


def _button(label: str, data: str | Callable[[], str | bytes], name: str, mime: str) -> None:
    """A file behind a button that does nothing else: a page drawn anew could cut it short."""
    st.download_button(label, data, name, mime, on_click="ignore")


def _in_this_language(make: Callable[[], str]) -> Callable[[], str]:
    """The same, made in a thread that does not know who asked."""
    reads = language()

    def made() -> str:
        with speaking(reads):
            return make()

    return made


def _licence(report: Report) -> str:
    """The licence of the weights, which goes with every face that they make."""
    name = report.plan.generator or ""
    if name == LIVE:
        return say("trained live on this server")
    return licence(name, settings())


def _group(title: str) -> st.delta_generator.DeltaGenerator:
    """A part of the page, with its title."""
    part = st.container(border=True)
    part.subheader(title, anchor=False)
    return part


def _row() -> st.delta_generator.DeltaGenerator:
    return st.container(horizontal=True)
