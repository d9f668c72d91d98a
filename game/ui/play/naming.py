"""A visitor's result under a name: typed, or the one that was made up for them."""

import streamlit as st

from game.common.language import say
from game.ui import player
from game.ui.buttons import press
from game.ui.resources import game, visitors


def ask(player_id: int) -> None:
    """The form that makes a visitor a player; nothing for who has a name."""
    if not visitors().is_one(player_id):
        return
    _, made_up = game().recognise(player.token())
    with st.form("name", enter_to_submit=True):
        st.markdown(say("**Keep this result?** Under a name it counts on the boards."))
        player.draw_nickname_field(made_up)
        st.form_submit_button(
            say("Keep it"), type="primary", on_click=_keep, args=(player_id,), width="stretch"
        )
        st.caption(
            say(
                "Stored: the nickname, your answers and how long they took, found again by a "
                "cookie in this browser. Nothing else; you can delete it all on the page “Data”. "
                "Without a name all of it is deleted after a day."
            )
        )


def _keep(player_id: int) -> None:
    press(visitors().name, player_id, st.session_state["nickname"])
