"""The test before and after some practice: the next block, and what was gained so far."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from game import before_after
from game.before_after import Gain, Stage
from game.dealer import ROUND_LENGTH
from game.scoring.intervals import wilson
from game.store.tables import Mode, now
from game.ui import learn
from game.ui.resources import game
from game.ui.result import interval_chart

TITLES = {
    Stage.BEFORE: "Test before, without feedback",
    Stage.PRACTICE: "Practice, with feedback",
    Stage.AFTER: "Test after, without feedback",
}


def title(player_id: int) -> str:
    """The block that is on the table or comes next, as a player reads it."""
    stage = _progress(player_id).stage
    return f"Block {list(Stage).index(stage) + 1} of {len(Stage)}: {TITLES[stage]}"


def offer(player_id: int) -> None:
    """What was gained, if a cycle is complete, and the way into the next block."""
    progress = _progress(player_id)
    first = progress.stage is Stage.BEFORE
    if first and progress.cycles:
        _gained(before_after.gain(progress.cycles), len(progress.cycles))
    else:
        hours = before_after.TOGETHER // timedelta(hours=1)
        st.caption(f"A cycle that is not ended within {hours} hours begins anew.")
    st.markdown(f"Next: **{title(player_id)}**, {ROUND_LENGTH} pairs.")
    again = first and progress.cycles
    label = "Another cycle" if again else "Begin" if first else "Go on"
    if st.button(label, type="primary", shortcut="Enter", width="stretch"):
        plan = game().plan(mode=Mode.TEST, feedback=progress.stage.feedback)
        learn.deal(player_id, plan, ROUND_LENGTH)


def _progress(player_id: int) -> before_after.Progress:
    return before_after.progress(game().blocks(player_id, Mode.TEST), now())


def _gained(gain: Gain | None, cycles: int) -> None:
    if gain is None:
        st.markdown("You knew a face in every pair before or after, so nothing can be compared.")
        return
    points = round(100 * gain.gain)
    low, high = round(100 * gain.low), round(100 * gain.high)
    change = (
        "No change" if points == 0 else f"{abs(points)} points {'more' if points > 0 else 'less'}"
    )
    st.header(change)
    verdict = (
        "The interval holds 0, so this may be chance"
        if gain.low <= 0 <= gain.high
        else "The interval does not hold 0, so chance alone is an unlikely reason"
    )
    st.markdown(
        f"Right before: **{gain.before[0]} of {gain.before[1]}**; after: **{gain.after[0]} of "
        f"{gain.after[1]}**, over {cycles} {'cycle' if cycles == 1 else 'cycles'}. The difference "
        f"may be anywhere from **{_signed(low)} to {_signed(high)} percentage points** (95 % "
        f"interval, Newcombe's method 10). {verdict}."
    )
    rows = []
    for name, (right, scored) in (("before", gain.before), ("after", gain.after)):
        rows.append((name, scored, right, right / scored, *wilson(right, scored)))
    columns = ["name", "trials", "correct", "accuracy", "low", "high"]
    st.altair_chart(interval_chart(pd.DataFrame(rows, columns=columns)))
    st.caption(
        f"This interval is {high - low} points wide. After ten pairs each it is some 70, so that "
        "hardly anybody's gain shows; four times the pairs halve it, and every further cycle adds "
        "its pairs to both sides. Nor is there anybody beside you who did not practise: merely "
        "getting used to the game is in the difference, too."
    )


def _signed(points: int) -> str:
    return f"{points:+d}".replace("-", "−")
