"""The way into a room: its code and a nickname, and the way back for who has lost their seat."""

from functools import partial

import streamlit as st

from game.common import words
from game.common.language import say
from game.common.words import CODE_LENGTH
from game.rounds.players import NICKNAME_LENGTH
from game.ui.buttons import button, press
from game.ui.classroom import seat


def draw_join_form(code: str) -> None:
    """The code, unless the address has it, and a nickname with a proposal."""
    with st.container(horizontal_alignment="center"), st.container(width=420):
        st.title(say("Join a class"))
        if taken := st.session_state.pop(seat.TAKEN, None):
            _is_it_you(code, taken)
            return
        st.session_state.setdefault("room-name", words.nickname())
        with st.form("join-room", border=False):
            st.text_input(
                say("Code"),
                code,
                max_chars=CODE_LENGTH,
                key="room-code",
                placeholder=say("three parts, off the board"),
            )
            st.text_input(say("Nickname"), max_chars=NICKNAME_LENGTH, key="room-name")
            st.form_submit_button(say("Join"), type="primary", on_click=_join, width="stretch")
        st.caption(
            say(
                "Any name will do. Stored until the class is deleted: the nickname, your answers "
                "and how long they took."
            )
        )


def _is_it_you(code: str, nickname: str) -> None:
    """The way back for a phone that has lost its cookie, without a second player of the name."""
    st.text(say("{name} is in this room already. Is that you?", name=nickname))
    back, another = say("That is me: ask the host"), say("I am somebody else")
    button(back, seat.ask_back, code, nickname, type="primary", width="stretch")
    button(another, partial(seat.join, another=True), code, nickname, width="stretch")
    st.button(say("Take another name"), width="stretch")


def _join() -> None:
    press(seat.join, st.session_state["room-code"], st.session_state["room-name"])
