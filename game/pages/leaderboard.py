"""Leaderboard: people and networks in one table for each game; the address says which."""

import streamlit as st

from game import modes
from game.ui import boards, player

me = player.current_player()

st.title("Who is the better discriminator?")
ranked = st.selectbox(
    "What is ranked", list(modes.GAMES), key="ranked", bind="query-params", width=330
)
boards.show(ranked, me[0] if me else None)
