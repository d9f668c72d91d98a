"""Published figures beside those of this game, in the design that is looked at."""

import altair as alt
import pandas as pd
import streamlit as st

from game.language import say
from game.refusal import Refused
from game.review.versus import Comparison
from game.scoring.literature import Published, published
from game.store.tables import Design
from game.ui.figures import QUIET
from game.ui.versus import COLOURS


def show(found: Comparison, design: Design) -> None:
    """People here, and people elsewhere as they would have done in this design."""
    own = found.people.accuracy
    rows = [_row(say("people here"), own.value, own.low, own.high, say("here"))]
    left_out = []
    for figure in published("people"):
        try:
            shares = figure.in_design(design)
        except Refused as reason:
            left_out.append(
                say(
                    "{source}, {condition}: {why}",
                    source=figure.source,
                    condition=say(figure.condition),
                    why=reason,
                )
            )
            continue
        source, _, _ = figure.source.partition(",")
        name = say("{number}: {what}", number=source, what=say(figure.condition))
        rows.append(_row(name, shares.share, shares.low, shares.high, say("published")))
    st.altair_chart(_chart(pd.DataFrame(rows)))
    st.caption(
        say(
            "Single faces and pairs are not the same task: a published share is turned into d′ and "
            "back into this game's design, as if people leaned to neither answer. Other generators,"
            " other photos, other people: near in kind, not the same experiment."
        )
    )
    with st.expander(say("Sources, and what cannot be compared")):
        for figure in (*published("people"), *published("machines")):
            st.markdown(f"- {_source(figure)}")
        for line in left_out:
            st.markdown(f"- {line}")


def _source(figure: Published) -> str:
    name = f"[{figure.source}]({figure.link})" if figure.link else figure.source
    return say(
        "{source}: {condition}, {generator}, {design}: {share:.1%}",
        source=name,
        condition=say(figure.condition),
        generator=figure.generator,
        design=say(figure.design),
        share=figure.share,
    )


def _row(
    name: str, share: float, low: float | None, high: float | None, kind: str
) -> dict[str, object]:
    return {"who": name, "share": share, "low": low, "high": high, "kind": kind}


def _chart(rows: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    share, percent = alt.Scale(domain=[0.3, 1]), alt.Axis(format="%", tickCount=6)
    line = alt.Y("who:N", sort=None, title=None, axis=alt.Axis(labelLimit=420))
    base = alt.Chart(rows)
    return alt.layer(
        base.mark_rule(strokeWidth=5, color=QUIET).encode(
            x=alt.X("low:Q", scale=share, title=say("right answers"), axis=percent),
            x2="high:Q",
            y=line,
        ),
        base.mark_point(filled=True, size=120, opacity=1).encode(
            x=alt.X("share:Q", scale=share),
            y=line,
            color=alt.Color(
                "kind:N",
                sort=None,
                scale=COLOURS,
                legend=alt.Legend(orient="bottom", title=None),
            ),
            shape=alt.Shape("kind:N", sort=None, legend=None),
            tooltip=[
                alt.Tooltip("who:N", title=say("who")),
                alt.Tooltip("share:Q", format=".1%", title=say("right answers")),
            ],
        ),
    ).properties(height=alt.Step(34))
