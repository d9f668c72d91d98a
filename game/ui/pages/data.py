"""Data: what the game stores about a player, and the way to delete it."""

import streamlit as st

from game.common.language import say
from game.ui import player

me = player.current_player()
player.draw_notice()

with st.container(horizontal_alignment="center"), st.container(width=760):
    st.title(say("What is stored about you"))
    st.markdown(
        say(
            "Your nickname, the pairs you were shown, your answers, how long they took and the "
            "spots that you marked on fakes. A random key in a cookie of this browser finds them "
            "again. No address, no account, nothing else. A picture that you ask the judges "
            "about is looked at and not stored."
        )
    )
    if me:
        with st.popover(say("Delete me and all my guesses")):
            st.text(say("{name}, this cannot be undone.", name=me[1]))
            st.button(say("Delete"), type="primary", on_click=player.leave, args=(me[0],))

player.keep_cookie()
