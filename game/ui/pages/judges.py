"""Judges: how each of them judges, and how well, as measured."""

import streamlit as st

from game.common.language import say
from game.discriminators.known import NAMES
from game.discriminators.verdict import JURY, TRAVELLERS
from game.ui import address
from game.ui.judges.measured import draw_card, draw_left_out, draw_measured, draw_travel

st.title(say("The judges"))
st.markdown(
    say(
        "Every network and statistic that plays against you, from the simplest to the most "
        "schooled. All figures are about photos and seeds that it has never seen; bars and bands "
        "are 95 % intervals."
    )
)
kinds = {name: file for file, name in NAMES.items()}
chosen = address.choice(
    st.segmented_control, say("Judge"), list(kinds), "judge", format_func=say, required=True
)
left, right = st.columns([2, 3])
with left:
    draw_card(kinds[chosen])
with right:
    draw_measured(chosen)
st.header(say("The jury"))
st.markdown(
    say(
        "Those that were made to travel, {names}, give a verdict together on a visitor's picture: "
        "a weighted sum of their log odds, or none for a face unlike all that they learned from.",
        names=", ".join(map(say, TRAVELLERS)),
    )
)
draw_travel(JURY)
draw_left_out(JURY)
