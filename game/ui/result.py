"""After a round: how you did and how sure that is, beside the networks on the same pairs."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd
import streamlit as st

from game import climb as climbing
from game.generators.recipe import GENERATOR
from game.refusal import Unavailable
from game.rounds import Reveal, marks
from game.scoring.intervals import wilson
from game.scoring.staircase import threshold
from game.store.tables import Mode
from game.ui.pair import show_reveal
from game.ui.resources import game, opponent
from game.ui.welcome import climb, deal

_QUIET, _LOUD = "#8d86a5", "#7666e8"  # readable on the light and on the dark ground


def show(player_id: int, past: Sequence[Reveal]) -> None:
    """The result, the way to another round or climb, and the pairs to look at again."""
    with st.container(horizontal_alignment="center"), st.container(width=760):
        (_climbed if past[0].plan.mode is Mode.CLIMB else _scored)(past)
        if st.button("Once more", type="primary", shortcut="Enter", width="stretch"):
            deal(player_id)
        st.button("Climb from noise to faces", on_click=climb, args=(player_id,), width="stretch")
        if past[0].plan.mode is Mode.ROUND:
            _team(past)
    missed = [reveal for reveal in past if reveal.correct is False]
    if missed:
        st.subheader("The pairs that fooled you", text_alignment="center")
        for reveal in missed:
            try:
                show_reveal(reveal, game().pictures(player_id, reveal.trial_id))
            except Unavailable as error:  # the round is older than the generator's weights
                st.caption(f"Pair {reveal.position} cannot be drawn again. {error}")


def _scored(past: Sequence[Reveal]) -> None:
    """How many of the round's pairs, and what that says."""
    scores = _scores(marks(past, game().network_names))
    you = scores.iloc[0]
    if past[0].plan.generator not in (None, GENERATOR):
        st.caption(f"Against {opponent(past[0].plan.generator)}: not for the leaderboard.")
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


def _climbed(past: Sequence[Reveal]) -> None:
    """How far up the stages the player held out, step by step."""
    rungs = game().rungs
    steps = climbing.steps(past, rungs)
    if not steps:
        st.title("Nothing to score")
        st.markdown("No pair of this climb counts.")
        return
    level = threshold(steps)
    st.title(f"You held out to step {level + 1:.1f} of {len(rungs)}")
    st.markdown(
        f"About there (**{rungs[round(level)].name}**) you are right seven times in ten. It is the "
        "mean of the last turning points of your climb: two right answers in a row lead up, a "
        "wrong one leads down."
    )
    table = pd.DataFrame(steps, columns=["level", "right"])
    table["pair"], table["step"] = table.index + 1, table["level"] + 1
    base = alt.Chart(table).encode(
        x=alt.X("pair:O", title="pair", axis=alt.Axis(labelAngle=0)),
        y=alt.Y("step:Q", scale=alt.Scale(domain=[1, len(rungs)]), axis=alt.Axis(tickMinStep=1)),
    )
    marked = base.mark_point(size=110, opacity=1, color=_LOUD).encode(
        fill=alt.condition("datum.right", alt.value(_LOUD), alt.value("transparent")),
        tooltip=["pair", "step", "right"],
    )
    st.altair_chart(base.mark_line(color=_QUIET) + marked)
    st.caption("Filled: right. Hollow: fooled.")


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
