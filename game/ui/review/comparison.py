"""People and networks side by side: the plots and the table of the Versus page."""

from collections.abc import Iterable
from math import isnan

import altair as alt
import pandas as pd
import streamlit as st

from game.common.colours import LOUD, QUIET
from game.common.language import say, to_say
from game.review.comparison import FOR_KAPPA, Comparison, Opponent
from game.scoring.clusters import Estimate
from game.scoring.people_and_network import FacesSide, Side
from game.ui import address
from game.ui.curious import for_the_curious
from game.ui.judges.figures import Layers, chart_of

# Of middling brightness, so that each is seen on the light ground and on the dark one.
COLOURS = alt.Scale(range=[LOUD, "#d9662b", "#159a8a", "#c24d8f", "#b58a1b", "#5b8bd0"])
OVER = {
    to_say("people and trials"): "both",
    to_say("people"): "people",
    to_say("trials"): "trials",
}
_SHARE = alt.Scale(domain=[0, 1])
_N = alt.Tooltip("n:Q")


def shares(found: Comparison) -> Layers:
    """The share of right answers of people, the crowd and every network, with intervals."""
    lines = [(say("people"), found.people.accuracy)]
    if found.crowd is not None:
        lines.append((say("majority of people"), found.crowd.majority))
    lines += [(say(against.name), against.side.accuracy) for against in found.opponents]
    return _intervals(lines, say("right answers"))


def table(found: Comparison) -> pd.DataFrame:
    """One line a side: how often it is right."""
    return pd.DataFrame(
        [{say("Who"): name, **_shares_of(side)} for name, side in _sides(found).items()]
    )


def draw_measures(found: Comparison) -> None:
    """What signal detection makes of the same answers, folded away."""
    with for_the_curious():
        st.dataframe(
            pd.DataFrame(
                [{say("Who"): name, **_measures(side)} for name, side in _sides(found).items()]
            ),
            hide_index=True,
        )
        st.markdown(
            say(
                "d′: how well fakes and photos are told apart, 0 by guessing, however much "
                "somebody leans to one answer. AUC: how often a fake is given a higher p(fake) "
                "than a photo. c: the bias, above 0 towards “real”."
            )
        )


def _sides(found: Comparison) -> dict[str, Side]:
    return {say("people"): found.people} | {say(o.name): o.side for o in found.opponents}


def _shares_of(side: Side) -> dict[str, object]:
    found: dict[str, object] = {say("Right"): _percent(side.accuracy)}
    if isinstance(side, FacesSide):
        found |= {
            say("“Fake” of fakes"): _percent(side.hits),
            say("“Fake” of photos"): _percent(side.false_alarms),
        }
    return found | {"n": side.accuracy.n}


def _measures(side: Side) -> dict[str, object]:
    found: dict[str, object] = {
        "d′": _number(side.d_prime),
        "AUC": _number(side.auc) if side.auc else "",
    }
    return found | ({say("Bias c"): _number(side.criterion)} if isinstance(side, FacesSide) else {})


def draw_difference(found: Comparison) -> None:
    """People less each network, and what a crowd or a network at one's side would change."""
    st.subheader(say("The difference"))
    over = address.choice(
        st.segmented_control,
        say("An interval for other"),
        list(OVER),
        "over",
        format_func=say,
        required=True,
    )
    st.dataframe(
        pd.DataFrame([_less(against, over) for against in found.opponents]), hide_index=True
    )
    st.caption(say("In hundredths. Person and network: both opinions added up."))
    with for_the_curious():
        st.dataframe(
            pd.DataFrame(
                {say("Network"): say(against.name), say("Same errors (κ)"): _kappa(against)}
                for against in found.opponents
            ),
            hide_index=True,
        )
        st.markdown(
            say(
                "“People” and “trials” are bootstraps over one of them, with the other as it is. "
                "κ is 1 if people and network err on the same trials, 0 as often as their shares "
                "alone would give."
            )
        )


def _less(against: Opponent, over: str) -> dict[str, str]:
    line = {
        say("Network"): say(against.name),
        say("People less network"): _points(getattr(against.difference, OVER[over])),
        say("Majority less network"): _points(against.crowd) if against.crowd else "",
    }
    if against.team is not None:
        line[say("Person and network")] = _percent(against.team.together)
        line[say("more than the person")] = _points(against.team.over_person)
        line[say("more than the network")] = _points(against.team.over_network)
    return line


def _kappa(against: Opponent) -> str:
    found = against.difference.kappa
    if isnan(found.value):
        return ""
    few = against.side.accuracy.n < FOR_KAPPA
    return say("{value:.2f}", value=found.value) if few else _number(found)


def learning(found: Comparison) -> Layers:
    """Share right by how many answers people had given before."""
    rows = [
        {
            "from": f"{point.first}–{point.last - 1}" if point.last else f"{point.first}+",
            "share": point.share.value,
            "low": point.share.low,
            "high": point.share.high,
            "n": point.share.n,
        }
        for point in found.learning
    ]
    base = chart_of(rows).encode(
        x=alt.X("from:N", sort=None, title=say("answers before"), axis=alt.Axis(labelAngle=0))
    )
    return alt.layer(
        chart_of([{"y": 0.5}]).mark_rule(strokeDash=[4, 4], color=QUIET).encode(y=alt.Y("y:Q")),
        base.mark_rule(strokeWidth=4, color=QUIET).encode(
            y=alt.Y("low:Q", scale=_SHARE, title=say("right answers"), axis=alt.Axis(format="%")),
            y2=alt.Y2("high:Q"),
        ),
        base.mark_line(point={"filled": True, "size": 90, "color": LOUD}, color=LOUD).encode(
            y=alt.Y("share:Q", scale=_SHARE),
            tooltip=[alt.Tooltip("share:Q", format=".1%", title=say("right answers")), _N],
        ),
    ).properties(height=280)


def reliability(found: Comparison) -> Layers:
    """How often a face that was called fake with this probability was one; people and networks."""
    rows = [row | {"who": say("people")} for row in found.calibration]
    for against in found.opponents:
        rows += [row | {"who": say(against.name)} for row in against.calibration]
    base = chart_of(rows).encode(
        x=alt.X("p:Q", scale=_SHARE, title=say("p(fake) that was said")),
        color=alt.Color(
            "who:N",
            sort=None,
            scale=COLOURS,
            legend=alt.Legend(orient="bottom", title=None, columns=3, symbolOpacity=1),
        ),
    )
    share = alt.Y("share:Q")
    return alt.layer(
        chart_of([{"p": 0, "share": 0}, {"p": 1, "share": 1}])
        .mark_line(strokeDash=[4, 4], color=QUIET)
        .encode(x=alt.X("p:Q"), y=share),
        base.mark_rule(strokeWidth=2, opacity=0.5).encode(
            y=alt.Y("low:Q", scale=_SHARE, title=say("share of fakes")),
            y2=alt.Y2("high:Q"),
        ),
        base.mark_line().encode(y=share),
        # A shape for each, so that no colour is needed to tell them apart.
        base.mark_point(filled=True, size=70, opacity=1).encode(
            y=share, shape=alt.Shape("who:N", sort=None, legend=None), tooltip=[_who(), _N]
        ),
    ).properties(height=280)


def _intervals(lines: Iterable[tuple[str, Estimate]], title: str) -> Layers:
    rows = [
        {"who": name, "value": e.value, "low": e.low, "high": e.high, "n": e.n} for name, e in lines
    ]
    line = alt.Y("who:N", sort=None, title=None, axis=alt.Axis(labelLimit=230))
    base = chart_of(rows)
    return alt.layer(
        chart_of([{"x": 0.5}])
        .mark_rule(strokeDash=[4, 4], color=QUIET)
        .encode(x=alt.X("x:Q", scale=_SHARE)),
        base.mark_rule(strokeWidth=5, color=QUIET).encode(
            x=alt.X("low:Q", scale=_SHARE, title=title, axis=alt.Axis(format="%", tickCount=6)),
            x2=alt.X2("high:Q"),
            y=line,
        ),
        base.mark_point(filled=True, size=120, opacity=1, color=LOUD).encode(
            x=alt.X("value:Q", scale=_SHARE),
            y=line,
            tooltip=[_who(), alt.Tooltip("value:Q", format=".1%", title=title), _N],
        ),
    ).properties(height=alt.Step(34))


def _who() -> alt.Tooltip:
    return alt.Tooltip("who:N", title=say("who"))


def _percent(found: Estimate) -> str:
    return say("{value:.1%} ({low:.1%}–{high:.1%})", **vars(found))


def _number(found: Estimate) -> str:
    return say("{value:.2f} ({low:.2f} to {high:.2f})", **vars(found))


def _points(found: Estimate) -> str:
    """A difference in hundredths."""
    low, value, high = (100 * part for part in (found.low, found.value, found.high))
    return say("{value:+.1f} ({low:+.1f} to {high:+.1f})", value=value, low=low, high=high)
