"""What was measured about the judges, as plots. The figures are read from models/, never typed."""

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from game.common.colours import QUIET
from game.common.language import language, say, to_say
from game.rounds.modes.ladder import stage_name
from game.ui.resources import opponent, settings

Layers = alt.LayerChart | alt.FacetChart  # what altair.layer may give
CHANCE = alt.Chart(pd.DataFrame({"auc": [0.5]}))
AUC = alt.Scale(domain=[0, 1])
PERCENT = alt.Axis(format="%", tickCount=6)
DISTURBANCES = {
    "jpeg": to_say("JPEG"),
    "blur": to_say("blur"),
    "resize": to_say("resize"),
    "noise": to_say("noise"),
}


@st.cache_data(ttl=60, show_spinner=False)
def measured(name: str) -> pd.DataFrame | None:
    """The rows of models/NAME.json, as the command NAME printed them; None without the file."""
    file = settings().models / f"{name}.json"
    if not file.is_file():
        return None
    rows: list[dict[str, Any]] = json.loads(file.read_text())
    return pd.DataFrame(rows)


def draw_chart(draw: Callable[..., Layers], *of: Hashable) -> None:
    """Show the chart that `draw` makes of these.

    Altair takes tenths of a second to make one and to check it against its schema, so each is made
    once a language, and checked by tests alone.
    """
    st.vega_lite_chart(json.loads(_made(draw, language(), *of)))


@lru_cache(maxsize=200)
def _made(draw: Callable[..., Layers], _reads: str, *of: Hashable) -> str:
    return json.dumps(draw(*of).to_dict(validate=False))


def chart_of(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    """A chart of a few rows as they are: a table's types take Altair longer than the drawing."""
    return alt.Chart(alt.Data(values=list(rows)))


def travel(rows: pd.DataFrame) -> Layers:
    """Pairs right (the AUC) with their interval on the fakes of every generator and stage."""
    line = alt.Y("fakes:N", sort=None, title=None, axis=alt.Axis(labelLimit=230))
    base = alt.Chart(rows.assign(fakes=rows.apply(_fakes, axis="columns")))
    return alt.layer(
        CHANCE.mark_rule(strokeDash=[4, 4], color=QUIET).encode(x=alt.X("auc:Q", scale=AUC)),
        base.mark_rule(strokeWidth=4, color=QUIET).encode(
            x=alt.X("auc_low:Q", scale=AUC, title=say("Pairs right"), axis=PERCENT),
            x2="auc_high:Q",
            y=line,
        ),
        base.mark_point(filled=True, size=90, opacity=1).encode(
            x=alt.X("auc:Q", scale=AUC),
            y=line,
            tooltip=[
                alt.Tooltip("fakes:N", title=say("fakes of")),
                *_auc(),
                alt.Tooltip("n_real:Q", title=say("photos")),
                alt.Tooltip("n_fake:Q", title=say("fakes")),
            ],
        ),
    ).properties(height=alt.Step(22))


def reliability(row: pd.Series) -> Layers:
    """The share of fakes among faces that got about this p(fake); a large dot is many faces."""
    share = alt.Scale(domain=[0, 1])
    points = alt.Chart(pd.DataFrame(row["reliability"]))
    diagonal = alt.Chart(pd.DataFrame({"p": [0, 1], "share": [0, 1]}))
    return alt.layer(
        diagonal.mark_line(strokeDash=[4, 4], color=QUIET).encode(x="p:Q", y="share:Q"),
        points.mark_point(filled=True, opacity=1).encode(
            x=alt.X("p:Q", scale=share, title=say("p(fake) that it said")),
            y=alt.Y("share:Q", scale=share, title=say("share of fakes")),
            size=alt.Size("n:Q", legend=None, scale=alt.Scale(range=[30, 400])),
            tooltip=[
                alt.Tooltip("p:Q", format=".3f", title=say("p(fake) that it said")),
                alt.Tooltip("share:Q", format=".3f", title=say("share of fakes")),
                alt.Tooltip("n:Q", title=say("faces")),
            ],
        ),
    ).properties(height=260)


def robustness(rows: pd.DataFrame) -> alt.FacetChart:
    """AUC against the strength of each disturbance."""
    named = rows.assign(disturbance=[say(DISTURBANCES[name]) for name in rows["disturbance"]])
    plain = alt.Axis(format="~g")
    scale = alt.Scale(zero=False)
    chart = alt.Chart(named).encode(x=alt.X("strength:Q", title=None, scale=scale, axis=plain))
    lines = chart.mark_line(point=True).encode(
        y=alt.Y("auc:Q", scale=AUC, title=say("Pairs right"), axis=PERCENT),
        tooltip=[
            alt.Tooltip("disturbance:N", title=say("change")),
            alt.Tooltip("strength:Q", title=say("strength")),
            *_auc(),
        ],
    )
    band = chart.mark_errorband().encode(
        y=alt.Y("auc_low:Q", title=say("Pairs right"), axis=PERCENT), y2="auc_high:Q"
    )
    return (
        alt.layer(band, lines)
        .properties(width=130, height=150)
        .facet(alt.Facet("disturbance:N", title=None), columns=2)
        .resolve_scale(x="independent")
    )


def _fakes(row: pd.Series) -> str:
    return f"{opponent(row['generator'])}, {stage_name(row['stage'])}".removesuffix(", ")


def _auc() -> list[alt.Tooltip]:
    """The AUC and the ends of its interval."""
    titles = {"auc": say("Pairs right"), "auc_low": say("95 % from"), "auc_high": say("95 % to")}
    return [alt.Tooltip(f"{name}:Q", format=".1%", title=text) for name, text in titles.items()]
