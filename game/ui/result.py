"""After a round: how you did and how sure that is, beside the networks on the same pairs."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd
import streamlit as st

from game.refusal import Unavailable
from game.rounds import Reveal, marks
from game.scoring.intervals import wilson
from game.ui.pair import show_reveal
from game.ui.resources import game
from game.ui.welcome import deal

_QUIET, _LOUD = "#8d86a5", "#7666e8"  # readable on the light and on the dark ground


def show(player_id: int, past: Sequence[Reveal]) -> None:
    """The result, the way to another round, and the pairs to look at again."""
    scores = _scores(marks(past, game().network_names))
    with st.container(horizontal_alignment="center"), st.container(width=760):
        you = scores.iloc[0]
        if you.trials:
            st.title(f"{you.correct} of {you.trials} right")
            st.markdown(
                f"That is {you.accuracy:.0%}. After {you.trials} pairs your true rate may be "
                f"anywhere from **{you.low:.0%} to {you.high:.0%}** (95 % interval)."
            )
        else:
            st.title("Nothing to score")
            st.markdown("You knew a face in every pair, so none of them counts.")
        st.altair_chart(interval_chart(scores))
        if st.button("Once more", type="primary", shortcut="Enter", width="stretch"):
            deal(player_id)
        if past:
            _team(past)
    missed = [reveal for reveal in past if reveal.correct is False]
    if missed:
        st.subheader("The pairs that fooled you", text_alignment="center")
        for reveal in missed:
            try:
                show_reveal(reveal, game().pictures(player_id, reveal.trial_id))
            except Unavailable as error:  # the round is older than the generator's weights
                st.caption(f"Pair {reveal.position} cannot be drawn again. {error}")


def interval_chart(scores: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Accuracy with its interval per name, and chance as a line."""
    names = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=160))
    share = alt.Scale(domain=[0, 1])
    base = alt.Chart(scores)
    chance = alt.Chart(pd.DataFrame({"x": [0.5], "what": ["chance"]}))
    return alt.layer(
        chance.mark_rule(strokeDash=[4, 4], color=_QUIET).encode(x=alt.X("x:Q", scale=share)),
        base.mark_rule(strokeWidth=6, strokeCap="round", color=_QUIET).encode(
            x=alt.X("low:Q", scale=share, title=None, axis=alt.Axis(format="%")),
            x2="high:Q",
            y=names,
        ),
        base.mark_point(filled=True, size=150, opacity=1, color=_LOUD).encode(
            x=alt.X("accuracy:Q", scale=share),
            y=names,
            tooltip=["name", alt.Tooltip("accuracy:Q", format=".0%"), "correct", "trials"],
        ),
    ).properties(height=alt.Step(44))


def _team(past: Sequence[Reveal]) -> None:
    """How the player would have done with each network at their side."""
    with st.expander("With a network at your side"):
        st.markdown(
            "Your choice and a network's probabilities, added up as two independent opinions; how "
            "much your word weighs follows from how often people were right who were as sure."
        )
        together = game().team(past)
        st.altair_chart(
            interval_chart(_scores({f"you + {name}": marks for name, marks in together.items()}))
        )


def _scores(marks: Mapping[str, Sequence[bool | None]]) -> pd.DataFrame:
    rows = []
    for name, answers in marks.items():
        correct, trials = answers.count(True), len(answers) - answers.count(None)
        low, high = wilson(correct, trials)
        accuracy = correct / trials if trials else None
        rows.append((name, trials, correct, accuracy, low, high))
    columns = ["name", "trials", "correct", "accuracy", "low", "high"]
    return pd.DataFrame(rows, columns=columns)
