"""Games: all ways to play, to choose from; the page "Play" deals what its address then says."""

import streamlit as st

from game.common.language import say
from game.ui import player
from game.ui.play import cards, menu

me = player.current_player()
player.draw_notice()

st.title(say("What do you want to play?"))
pressed = cards.draw_cards(me[0] if me else None)
with st.expander(say("Choose the time, the opponent and the photos yourself")):
    menu.choices()
    if st.button(say("Deal this game"), width="stretch"):
        pressed = menu.chosen()
if pressed is not None and (me or player.begin()):
    st.switch_page("game/ui/pages/play.py", query_params=pressed)
