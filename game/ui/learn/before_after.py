"""The test before and after some practice: the next block, and what was gained so far."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from game.common.language import say, say_many, to_say
from game.common.vocabulary import Mode
from game.rounds.modes import before_after
from game.rounds.modes.before_after import Gain, Stage
from game.scoring.intervals import wilson
from game.store.tables import now
from game.ui.play.charts import interval_chart
from game.ui.play.welcome import deal
from game.ui.resources import game

TITLES = {
    Stage.BEFORE: to_say("Block {n} of {blocks}: Test before, without feedback"),
    Stage.PRACTICE: to_say("Block {n} of {blocks}: Practice, with feedback"),
    Stage.AFTER: to_say("Block {n} of {blocks}: Test after, without feedback"),
}


def title(player_id: int) -> str:
    """The block that is on the table or comes next, as a player reads it."""
    stage = _progress(player_id).stage
    return say(TITLES[stage], n=list(Stage).index(stage) + 1, blocks=len(Stage))


def draw_next_block(player_id: int) -> None:
    """What was gained, if a cycle is complete, and the way into the next block."""
    progress = _progress(player_id)
    first = progress.stage is Stage.BEFORE
    if first and progress.cycles:
        _draw_gain(before_after.gain(progress.cycles), len(progress.cycles))
    else:
        hours = before_after.TOGETHER // timedelta(hours=1)
        st.caption(say("A cycle that is not ended within {hours} hours begins anew.", hours=hours))
    st.markdown(
        say(
            "Next: **{block}**, {pairs} pairs.",
            block=title(player_id),
            pairs=before_after.LENGTH,
        )
    )
    again = first and progress.cycles
    label = say("Another cycle") if again else say("Begin") if first else say("Go on")
    if st.button(label, type="primary", shortcut="Enter", width="stretch"):
        plan = game().plan(mode=Mode.TEST, feedback=progress.stage.feedback)
        deal(player_id, plan, say("Making new faces …"))


def _progress(player_id: int) -> before_after.Progress:
    return before_after.progress(game().blocks(player_id, Mode.TEST), now())


def _draw_gain(gain: Gain | None, cycles: int) -> None:
    if gain is None:
        st.markdown(
            say("You knew a face in every pair before or after, so nothing can be compared.")
        )
        return
    points = round(100 * gain.gain)
    low, high = round(100 * gain.low), round(100 * gain.high)
    if points == 0:
        st.header(say("No change"))
    elif points > 0:
        st.header(say_many("{n} point more", "{n} points more", points))
    else:
        st.header(say_many("{n} point less", "{n} points less", -points))
    verdict = (
        say("The interval holds 0, so this may be chance.")
        if gain.low <= 0 <= gain.high
        else say("The interval does not hold 0, so chance alone is an unlikely reason.")
    )
    over = say_many("over {n} cycle", "over {n} cycles", cycles)
    st.markdown(
        say(
            "Right before: **{before} of {asked_before}**; after: **{after} of {asked_after}**, "
            "{over_cycles}. The difference may be anywhere from **{low} to {high} percentage "
            "points** (95 % interval, Newcombe's method 10). {verdict}",
            before=gain.before[0],
            asked_before=gain.before[1],
            after=gain.after[0],
            asked_after=gain.after[1],
            over_cycles=over,
            low=_signed(low),
            high=_signed(high),
            verdict=verdict,
        )
    )
    rows = []
    for name, (right, scored) in ((say("before"), gain.before), (say("after"), gain.after)):
        rows.append((name, scored, right, right / scored, *wilson(right, scored)))
    columns = ["name", "trials", "correct", "accuracy", "low", "high"]
    st.altair_chart(interval_chart(pd.DataFrame(rows, columns=columns)))
    st.caption(
        say(
            "This interval is {points} points wide. After ten pairs each it is some 70, so "
            "that hardly anybody's gain shows; four times the pairs halve it, and every "
            "further cycle adds its pairs to both sides. Nor is there anybody beside you who "
            "did not practise: merely getting used to the game is in the difference, too.",
            points=high - low,
        )
    )


def _signed(points: int) -> str:
    return f"{points:+d}".replace("-", "−")
