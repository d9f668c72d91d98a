"""Leaderboard: people and networks in one table for each game; the address says which.

`?room=CODE` is the board of a class, for who was in it, and with `&key=` for its host.
"""

import streamlit as st

from game.common.language import say
from game.common.words import as_code
from game.rounds import addresses
from game.ui import address, player
from game.ui.classroom import seat
from game.ui.review import boards

me = player.current_player()
you = me[0] if me else None

st.title(say("Who is the better discriminator?"))
if code := st.query_params.get("room"):
    key = st.query_params.get("key") or seat.token(as_code(code))
    boards.draw_room_board(code, key, you)
    st.button(say("All players"), on_click=st.query_params.clear)
    st.stop()
ranked = address.choice(
    st.selectbox, say("What is ranked"), list(addresses.GAMES), "ranked", format_func=say, width=330
)
boards.draw_board(ranked, you)
