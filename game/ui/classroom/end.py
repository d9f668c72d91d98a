"""The end of a class below its podium: what came out, every trial once more, files to keep."""

from collections.abc import Callable

import altair as alt
import pandas as pd
import streamlit as st

from game.classroom.findings import findings
from game.classroom.report import Report
from game.common.colours import LOUD, QUIET
from game.common.errors import Unavailable
from game.common.language import say
from game.ui.classroom import opening, text
from game.ui.classroom.downloads import draw_downloads
from game.ui.classroom.votes import draw_votes
from game.ui.plain import plain
from game.ui.play.pair import draw_reveal
from game.ui.resources import classroom


def draw_end(report: Report, secret: str, *, ranked: bool) -> None:
    """Trial by trial and player by player; how players rank is folded unless all may see it."""
    if not any(line.answers for line in report.players):
        text.big(say("Nobody has answered."))
        return
    with st.container(horizontal_alignment="center"), st.container(width=1100):
        _other_class(report)
        _trials(report)
        with st.container() if ranked else st.expander(say("Player by player, for the host alone")):
            _teams(report)
            _players(report)
        _again(report)
        _open_again(report, secret)
        draw_downloads(report, secret)


def _teams(report: Report) -> None:
    if report.teams:
        text.big(
            " · ".join(
                say("Team {n}: {right:.1f} right on average", n=line.team, right=line.right)
                for line in report.teams
            )
        )


def _other_class(report: Report) -> None:
    """This class beside another one that has had the same set, if its votes came with it."""
    found = findings(report)
    if found.other is not None:
        right, votes = found.other
        text.big(
            say(
                "With the same faces before: {other:.0%} right. Now: {own:.0%}.",
                other=right / votes,
                own=found.right / found.answers,
            )
        )


def _trials(report: Report) -> None:
    """The share of right answers by trial, beside chance and another class."""
    trials = pd.DataFrame(
        {
            "trial": line.truth.position,
            "right": line.right / line.answers if line.answers else None,
            "networks": sum(correct is True for correct in line.networks.values()),
            "other": line.other_right / sum(line.other_votes) if any(line.other_votes) else None,
        }
        for line in report.trials
    )
    chance = 1 / max(2, len(report.trials[0].truth.faces))
    st.subheader(say("Trial by trial"), anchor=False)
    share = alt.Axis(format="%")
    bars = alt.Chart(trials).encode(
        x=alt.X("trial:O", title=say("trial"), axis=alt.Axis(labelAngle=0)),
        y=alt.Y("right:Q", title=say("share right"), axis=share, scale=alt.Scale(domain=[0, 1])),
        tooltip=[
            alt.Tooltip("trial", title=say("trial")),
            alt.Tooltip("right:Q", title=say("share right"), format=".0%"),
            alt.Tooltip("networks", title=say("networks right")),
        ],
    )
    rule = alt.Chart(pd.DataFrame({"chance": [chance]})).mark_rule(strokeDash=[4, 4], color=QUIET)
    layers, caption = bars.mark_bar(color=LOUD) + rule.encode(y="chance:Q"), say("Dashed: chance.")
    if trials["other"].notna().any():
        layers += bars.mark_tick(color=QUIET, thickness=4).encode(y="other:Q")
        caption += " " + say("Strokes: the class before.")
    st.altair_chart(layers)
    st.caption(caption)


def _players(report: Report) -> None:
    """The share of right answers of each player, the best first."""
    players = pd.DataFrame(
        {
            "player": line.nickname,
            "right": line.right / line.answers if line.answers else None,
            "seconds": line.seconds,
        }
        for line in report.players
    )
    st.subheader(say("Player by player"), anchor=False)
    share = alt.Axis(format="%")
    st.altair_chart(
        alt.Chart(players)
        .mark_bar(color=LOUD)
        .encode(
            x=alt.X(
                "right:Q", title=say("share right"), axis=share, scale=alt.Scale(domain=[0, 1])
            ),
            y=alt.Y("player:N", sort=None, title=None, axis=alt.Axis(labelLimit=160)),
            tooltip=[
                alt.Tooltip("player", title=say("player")),
                alt.Tooltip("right:Q", title=say("share right"), format=".0%"),
                alt.Tooltip("seconds:Q", title=say("seconds"), format=".1f"),
            ],
        )
        .properties(height=alt.Step(22))
    )


def _again(report: Report) -> None:
    """Any trial to look at again, with its truth."""
    with st.expander(say("The trials once more")):
        positions = range(1, len(report.trials) + 1)
        line = report.trials[st.select_slider(say("Trial"), positions, key="again") - 1]
        try:
            pictures = classroom().pictures(line.trial_id)
        except Unavailable as error:
            number = say("Trial {n}", n=line.truth.position)
            st.caption(say("{trial} cannot be drawn again. {why}", trial=number, why=plain(error)))
            return
        draw_reveal(line.truth, pictures)
        draw_votes(line)


def _open_again(report: Report, secret: str) -> None:
    """The same set before and after a lesson."""
    if st.button(say("Open again with the same faces"), icon=":material/replay:"):

        def open_room(progress: Callable[[float], object]) -> tuple[str, str]:
            file = classroom().saved_set(report.code, secret, votes=True)
            return classroom().open_set(report.title, file, progress)

        opening.go_to(open_room)
    st.caption(
        say(
            "In a new room, with the same rules; at its end both stand side by side. For example "
            "before and after a lesson."
        )
    )
