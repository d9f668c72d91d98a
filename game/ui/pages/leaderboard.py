"""Leaderboard: people and networks in one table for each game; the address says which.

`?room=CODE` is the board of a class, for its host and those who were in it.
"""

import streamlit as st

from game.common.language import say
from game.common.words import as_code
from game.rounds import addresses
from game.ui import address, player
from game.ui.classroom import hosting, seat
from game.ui.review import boards

me = player.current_player()
you = me[0] if me else None

st.title(say("Who is the better discriminator?"))
if code := as_code(st.query_params.get("room", "")):
    boards.draw_room_board(code, seat.token(code), hosting.secret(code), you)
    st.button(say("All players"), on_click=st.query_params.clear)
    st.stop()
ranked = address.choice(
    st.selectbox, say("What is ranked"), list(addresses.GAMES), "ranked", format_func=say, width=330
)
boards.draw_board(ranked, you)
