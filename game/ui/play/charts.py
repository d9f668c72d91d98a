"""Charts of what came of a round: shares with their intervals, the way up and down a ladder."""

from collections.abc import Mapping, Sequence
from html import escape

import altair as alt
import pandas as pd
import streamlit as st

from game.common.colours import ACCENT, LOUD, QUIET
from game.common.language import say
from game.scoring.intervals import wilson

# By an answer its sign, and the colours behind and of it.
_SIGNS: dict[bool | None, tuple[str, str, str]] = {
    True: ("✓", ACCENT, "#fff"),
    False: ("✗", "transparent", "inherit"),
    None: ("–", "transparent", "inherit"),
}


def draw_marks(answers: Sequence[bool | None]) -> None:
    """A sign for each trial in a row: right, wrong, not scored (None); apart by shape, too.

    Drawn, since not every machine has a font with the signs that are sent.
    """
    signs = [_SIGNS[right] for right in answers]
    boxes = "".join(
        f'<span style="flex:0 1 2.1rem;aspect-ratio:1;border:2px solid {LOUD};border-radius:.4rem;'
        f'background:{ground};color:{ink};display:grid;place-items:center;font-weight:700">'
        f"{sign}</span>"
        for sign, ground, ink in signs
    )
    said = say(
        "{correct} right, {wrong} wrong, in this order: {signs}",
        correct=list(answers).count(True),
        wrong=list(answers).count(False),
        signs=" ".join(sign for sign, _, _ in signs),
    )
    st.html(
        f'<div role="img" aria-label="{escape(said)}" style="display:flex;gap:.3rem">{boxes}</div>'
    )


def draw_staircase(climbed: Sequence[tuple[int, bool]], steps: int) -> None:
    """The way up and down a ladder of so many steps, pair by pair."""
    table = pd.DataFrame(climbed, columns=["level", "right"])
    table["pair"], table["step"] = table.index + 1, table["level"] + 1
    base = alt.Chart(table).encode(
        x=alt.X("pair:O", title=say("pair"), axis=alt.Axis(labelAngle=0)),
        y=alt.Y(
            "step:Q",
            title=say("Step"),
            scale=alt.Scale(domain=[1, steps]),
            axis=alt.Axis(tickMinStep=1),
        ),
    )
    points = base.mark_point(size=110, opacity=1, color=LOUD).encode(
        fill=alt.condition("datum.right", alt.value(LOUD), alt.value("transparent")),
        tooltip=[
            alt.Tooltip("pair", title=say("pair")),
            alt.Tooltip("step", title=say("Step")),
            alt.Tooltip("right", title=say("right answer")),
        ],
    )
    st.altair_chart(base.mark_line(color=QUIET) + points)
    st.caption(say("Filled: right. Hollow: fooled."))


def interval_chart(scores: pd.DataFrame, at_chance: float = 0.5) -> alt.LayerChart | alt.FacetChart:
    """Accuracy with its interval per name, and chance as a line."""
    names = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=160))
    share = alt.Scale(domain=[0, 1])
    base = alt.Chart(scores)
    chance = alt.Chart(pd.DataFrame({"x": [at_chance], "what": ["chance"]}))
    return alt.layer(
        chance.mark_rule(strokeDash=[4, 4], color=QUIET).encode(x=alt.X("x:Q", scale=share)),
        base.mark_rule(strokeWidth=6, strokeCap="round", color=QUIET).encode(
            x=alt.X("low:Q", scale=share, title=None, axis=alt.Axis(format="%")),
            x2="high:Q",
            y=names,
        ),
        base.mark_point(filled=True, size=150, opacity=1, color=LOUD).encode(
            x=alt.X("accuracy:Q", scale=share),
            y=names,
            tooltip=[
                alt.Tooltip("name:N", title=say("who")),
                alt.Tooltip("accuracy:Q", title=say("share right"), format=".0%"),
                alt.Tooltip("correct:Q", title=say("right answers")),
                alt.Tooltip("trials:Q", title=say("answers")),
            ],
        ),
    ).properties(height=alt.Step(44))


def shares(found: Mapping[str, Sequence[bool | None]]) -> pd.DataFrame:
    """A line for each name: right ones of the scored trials, and the interval of their share."""
    rows = []
    for name, right in found.items():
        correct, trials = right.count(True), len(right) - right.count(None)
        low, high = wilson(correct, trials)
        accuracy = correct / trials if trials else None
        rows.append((say(name), trials, correct, accuracy, low, high))
    columns = ["name", "trials", "correct", "accuracy", "low", "high"]
    return pd.DataFrame(rows, columns=columns)
