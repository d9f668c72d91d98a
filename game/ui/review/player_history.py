"""A player's own figures: where they stand, their rounds, their curves."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd
import streamlit as st
from scipy.special import expit

from game.common.colours import LOUD, QUIET
from game.common.language import say
from game.common.recipe import GENERATOR, usual_psi
from game.review.history import Rank, Score
from game.review.scale import FEWEST, Place
from game.rounds import addresses
from game.rounds.plan import CONFIDENCES, Plan
from game.scoring.clusters import Estimate
from game.scoring.curves import Point
from game.scoring.leaderboard import MINIMUM_TRIALS
from game.ui.curious import for_the_curious
from game.ui.number_format import PERCENT, as_said
from game.ui.resources import opponent

_SHARE = alt.Scale(domain=[0, 1])


def draw_standing(rank: Rank | None, place: Place | None) -> None:
    """The place on the leaderboard of pairs, and on the scale of people and faces."""
    left, right = st.columns(2)
    if rank is None:
        left.metric(
            say("Among people, in pairs"), "–", say("from {n} scored pairs on", n=MINIMUM_TRIALS)
        )
    else:
        left.metric(
            say("Among people, in pairs"),
            say("{place} of {people}", place=rank.place, people=rank.people),
            say("{right} of {n} right", right=rank.right, n=rank.n),
            delta_color="off",
            delta_arrow="off",
        )
    if place is None:
        right.metric(
            say("Right before average faces"), "–", say("from {n} pairs on", n=FEWEST), "off"
        )
    else:
        right.metric(
            say("Right before average faces"),
            say("{share:.0%}", share=expit(place.ability)),
            say("after {n} pairs, however hard yours were", n=place.n),
            delta_color="off",
            delta_arrow="off",
        )


def draw_totals(scores: Sequence[Score]) -> None:
    """All answers, by game and opponent."""
    _table(
        {
            say("Game"): say(addresses.name(score.plan)),
            **_figures(score),
            say("Against"): _against(score.plan),
            say("In sight"): _sight(score.plan),
        }
        for score in scores
    )


def draw_measures(scores: Sequence[Score], place: Place | None) -> None:
    """What signal detection and the scale make of the same answers, folded away."""
    measured = [score for score in scores if score.d_prime is not None]
    if not measured:
        return
    with for_the_curious():
        if place is not None:
            st.markdown(
                say(
                    "Your place on the scale of [hardest faces](scale) is {ability:.2f} ± "
                    "{error:.2f} logits (standard error): at 0 one is as often right as wrong "
                    "before average faces, at 1 in 73 %, at 2 in 88 %.",
                    ability=place.ability,
                    error=place.error,
                )
            )
        table = pd.DataFrame(
            {say("Game"): say(addresses.name(score.plan)), "d′": score.d_prime}
            for score in measured
        )
        st.dataframe(as_said(table, {"d′": "{n:.2f}"}), hide_index=True)
        st.markdown(
            say(
                "d′ is how well fakes and photos are told apart, 0 by guessing; a climb and games "
                "with four faces or a clock have none."
            )
        )


def draw_rounds(scores: Sequence[Score]) -> None:
    """One line a round, the latest first."""
    _table(
        {
            say("Date"): score.last,
            say("Game"): say(addresses.name(score.plan)),
            **_figures(score),
            say("Against"): _against(score.plan),
        }
        for score in scores
    )


def draw_learning(points: Sequence[Point]) -> None:
    """Share right in ranked pairs, by how many came before."""
    st.subheader(say("As you went on"))
    if not points:
        st.caption(say("Here will stand how you did in your first pairs and in later ones."))
        return
    rows = [
        (_bin(point), point.share.value, point.share.low, point.share.high, point.share.n)
        for point in points
    ]
    _chart(rows, say("your pairs"))


def draw_calibration(degrees: Mapping[int, Estimate]) -> None:
    """Share right, by how sure."""
    st.subheader(say("When you were sure"))
    if not degrees:
        st.caption(say("Here will stand how often you are right when you say that you are sure."))
        return
    rows = [
        (say(CONFIDENCES[sure]), found.value, found.low, found.high, found.n)
        for sure, found in degrees.items()
    ]
    _chart(rows, say("you said"))


def _bin(point: Point) -> str:
    return f"{point.first + 1}–{point.last}" if point.last else f"{point.first + 1} …"


def _against(plan: Plan) -> str:
    if plan.generator is None:
        return say("one stage after the other")
    if plan.generator != GENERATOR:
        return opponent(plan.generator)
    psi = usual_psi(plan.style) if plan.truncation_psi is None else plan.truncation_psi
    if plan.style is None:
        return say("the game's generator, ψ {psi}", psi=psi)
    return say("the game's generator in the style {style}, ψ {psi}", style=plan.style, psi=psi)


def _sight(plan: Plan) -> str:
    return (
        say("no limit")
        if plan.display_seconds is None
        else say("{seconds:g} s", seconds=plan.display_seconds)
    )


def _figures(score: Score) -> dict[str, object]:
    share = 100 * score.right / score.n if score.n else None
    interval = say("{low:.0%} to {high:.0%}", low=score.low, high=score.high)
    return {
        say("Right"): say("{right} of {n}", right=score.right, n=score.n),
        say("Share"): share,
        say("95 % interval"): interval if score.n else "",
    }


def _table(rows: object) -> None:
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        column_config={
            say("Share"): st.column_config.NumberColumn(format=PERCENT),
            say("Date"): st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm"),
        },
    )


def _chart(rows: Sequence[tuple[str, float, float, float, int]], axis: str) -> None:
    """Shares with their 95 % intervals, and chance as a line."""
    table = pd.DataFrame(rows, columns=["what", "share", "low", "high", "n"])
    base = alt.Chart(table).encode(
        x=alt.X("what:O", sort=None, title=axis, axis=alt.Axis(labelAngle=0))
    )
    right = alt.Y("share:Q", scale=_SHARE, title=say("share right"), axis=alt.Axis(format="%"))
    chance = alt.Chart(pd.DataFrame({"share": [0.5]}))
    st.altair_chart(
        alt.layer(
            chance.mark_rule(strokeDash=[4, 4], color=QUIET).encode(y=right),
            base.mark_rule(strokeWidth=6, strokeCap="round", color=QUIET).encode(
                y=alt.Y("low:Q", scale=_SHARE, title=say("share right")), y2="high:Q"
            ),
            base.mark_point(filled=True, size=150, opacity=1, color=LOUD).encode(
                y=right, tooltip=["what", alt.Tooltip("share:Q", format=".0%"), "n"]
            ),
        ).properties(height=260)
    )
