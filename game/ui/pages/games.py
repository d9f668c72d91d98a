"""Games: all ways to play, to choose from."""

import streamlit as st

from game.common.language import say
from game.ui.play import menu

# Dealt by the page "Play", once the address says what.
with st.container(horizontal_alignment="center"), st.container(width=760):
    st.title(say("What do you want to play?"))
    menu.choices()
    st.button(say("Deal this game"), type="primary", on_click=menu.go, width="stretch")
