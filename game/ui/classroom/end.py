"""The end of a class on the projector: the podium, what came out, every trial once more."""

import altair as alt
import pandas as pd
import streamlit as st

from game.classroom.findings import findings
from game.classroom.report import PlayerLine, Report
from game.classroom.views import HostView
from game.common.colours import LOUD, QUIET
from game.common.errors import Unavailable
from game.common.language import say, to_say
from game.ui.classroom import text
from game.ui.classroom.downloads import draw_downloads
from game.ui.classroom.votes import draw_votes
from game.ui.plain import plain
from game.ui.play.pair import draw_reveal
from game.ui.resources import classroom

_PLACES = (to_say("1st"), to_say("2nd"), to_say("3rd"))


def draw_end(view: HostView, secret: str) -> None:
    """Who was best, then trial by trial and player by player."""
    report = classroom().report(view.snapshot.room.code, secret)
    text.heading(report.title)
    if not any(line.answers for line in report.players):
        text.big(say("The class is over. Nobody has answered."))
        return
    with st.container(horizontal_alignment="center"), st.container(width=1100):
        for column, place, line in zip(st.columns(3), _PLACES, report.players[:3], strict=False):
            with column:
                _step(say(place), line)
        if report.teams:
            text.big(
                " · ".join(
                    say("Team {n}: {right:.1f} right on average", n=line.team, right=line.right)
                    for line in report.teams
                )
            )
        _other_class(report)
        _charts(report)
        _again(report)
        draw_downloads(report, secret)


def _step(place: str, line: PlayerLine) -> None:
    text.big(place)
    text.heading(line.nickname)
    score = say("{correct} of {trials} right", correct=line.right, trials=line.answers)
    if line.seconds is not None:
        score += say(", {seconds:.1f} s each", seconds=line.seconds)
    text.big(score)


def _other_class(report: Report) -> None:
    """This class beside another one that has had the same set, if its votes came with it."""
    found = findings(report)
    if found.other is not None:
        right, votes = found.other
        text.big(
            say(
                "The other class: {other:.0%} right. You: {own:.0%}.",
                other=right / votes,
                own=found.right / found.answers,
            )
        )


def _charts(report: Report) -> None:
    """The share of right answers by trial, and of each player."""
    trials = pd.DataFrame(
        {
            "trial": line.truth.position,
            "right": line.right / line.answers if line.answers else None,
            "networks": sum(correct is True for correct in line.networks.values()),
            "other": line.other_right / sum(line.other_votes) if any(line.other_votes) else None,
        }
        for line in report.trials
    )
    players = pd.DataFrame(
        {
            "player": line.nickname,
            "right": line.right / line.answers if line.answers else None,
            "seconds": line.seconds,
        }
        for line in report.players
    )
    share = alt.Axis(format="%")
    chance = 1 / max(2, len(report.trials[0].truth.faces))
    left, right = st.columns(2, gap="large")
    left.subheader(say("Trial by trial"))
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
        caption += " " + say("Strokes: the other class.")
    left.altair_chart(layers)
    left.caption(caption)
    right.subheader(say("Player by player"))
    right.altair_chart(
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
