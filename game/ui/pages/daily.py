"""Today's challenge: the same ten pairs for everybody, who has played them, and one's streak."""

import streamlit as st

from game.common.language import say
from game.rounds.modes import daily
from game.ui import player
from game.ui.review import boards

me = player.current_player()
you = me[0] if me else None

with st.container(horizontal_alignment="center"), st.container(width=760):
    st.title(say("Today's challenge"))
    boards.draw_board(daily.DAILY.label, you)
