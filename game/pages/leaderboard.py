"""Leaderboard: people and networks in one table for each game; the address says which.

`?room=CODE` is the board of a class.
"""

import streamlit as st

from game import modes
from game.language import say
from game.ui import address, boards, player

me = player.current_player()
you = me[0] if me else None

st.title(say("Who is the better discriminator?"))
if code := st.query_params.get("room"):
    boards.of_room(code, you)
    st.button(say("All players"), on_click=st.query_params.clear)
    st.stop()
ranked = address.choice(
    st.selectbox, say("What is ranked"), list(modes.GAMES), "ranked", format_func=say, width=330
)
boards.show(ranked, you)
