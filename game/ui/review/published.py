"""Published figures beside those of this game, in the design that is looked at."""

import altair as alt
import streamlit as st

from game.common.colours import QUIET
from game.common.errors import Refused
from game.common.language import say
from game.common.vocabulary import Design
from game.review.comparison import Comparison
from game.review.literature import Published, Shares, published
from game.ui.judges.figures import Layers, chart_of, draw_chart
from game.ui.plain import plain
from game.ui.review.comparison import COLOURS


def draw_published(found: Comparison, design: Design) -> None:
    """People here, and people elsewhere as they would have done in this design."""
    draw_chart(chart, found, design)
    st.caption(
        say("Other generators, other photos, other people: near in kind, not the same experiment.")
    )
    with st.expander(say("Sources, and what cannot be compared")):
        st.markdown(
            say(
                "Single faces and pairs are not the same task: a published share is turned into d′ "
                "and back into this game's design, as if people leaned to neither answer."
            )
        )
        for figure in (*published("people"), *published("machines")):
            st.markdown(f"- {_source(figure)}")
        for figure in published("people"):
            shares = _in_design(figure, design)
            if isinstance(shares, str):
                why = say(
                    "{source}, {condition}: {why}",
                    source=figure.source,
                    condition=say(figure.condition),
                    why=shares,
                )
                st.markdown(f"- {why}")


def _in_design(figure: Published, design: Design) -> Shares | str:
    """What it would have been in this design, or why that cannot be said."""
    try:
        return figure.in_design(design)
    except Refused as reason:
        return plain(reason)


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


def chart(found: Comparison, design: Design) -> Layers:
    """Shares with their intervals, people's here first."""
    own = found.people.accuracy
    rows = [_row(say("people here"), own.value, own.low, own.high, say("here"))]
    for figure in published("people"):
        shares = _in_design(figure, design)
        if isinstance(shares, Shares):
            source, _, _ = figure.source.partition(",")
            what, _, _ = say(figure.condition).partition(";")  # the rest is under "Sources"
            name = say("{number}: {what}", number=source, what=what)
            rows.append(_row(name, shares.share, shares.low, shares.high, say("published")))
    share, percent = alt.Scale(domain=[0.3, 1]), alt.Axis(format="%", tickCount=6)
    line = alt.Y("who:N", sort=None, axis=None)
    base = chart_of(rows)
    return alt.layer(
        # Above its line, since beside it a name would leave a phone no room for the line.
        base.mark_text(align="left", dy=-14, color=QUIET, fontSize=12).encode(
            x=alt.value(0), y=line, text=alt.Text("who:N")
        ),
        base.mark_rule(strokeWidth=5, color=QUIET).encode(
            x=alt.X("low:Q", scale=share, title=say("right answers"), axis=percent),
            x2=alt.X2("high:Q"),
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
    ).properties(height=alt.Step(46))
