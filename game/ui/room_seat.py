"""Who sits at this browser in a room: a token in a cookie of that room's own."""

import streamlit as st

from game.language import say
from game.refusal import Refused
from game.ui.player import notify, set_cookie
from game.ui.resources import classroom
from game.words import as_code

TAKEN = "room-taken"  # the nickname that was typed and is in the room already
_SECONDS = 30 * 86_400  # a class that goes on alone may take weeks


def token(code: str) -> str:
    """The token of this visit to the room, empty for a newcomer."""
    known = st.context.cookies.get(_name(code), "")
    return str(st.session_state.setdefault(_name(code), known))


def keep_cookie(code: str) -> None:
    """Write this visit's token to the browser, if the cookie the page came with is another."""
    if code and token(code) != st.context.cookies.get(_name(code), ""):
        set_cookie(_name(code), token(code), _SECONDS)


def join(code: str, nickname: str, *, another: bool = False) -> None:
    """Take a seat, unless one of this name is taken, perhaps by the same person, and not `another`.

    A refusal is told on the page that follows.
    """
    try:
        if not another and classroom().namesake(code, nickname):
            st.session_state[TAKEN] = nickname
            st.query_params["room"] = as_code(code)
            return
        code, given = classroom().join(code, nickname)
    except Refused as refusal:
        notify(refusal)
        return
    _sit(code, given)


def ask_back(code: str, nickname: str) -> None:
    """Have the host asked for the seat of this name; a refusal is told on the page that follows."""
    try:
        code, given = classroom().ask_back(code, nickname)
    except Refused as refusal:
        notify(refusal)
        return
    _sit(code, given)


def stand_up(code: str) -> None:
    """Forget the token of a seat that is no longer there."""
    st.session_state[_name(code)] = ""


def leave(code: str) -> None:
    """Delete this player of the room with all their answers."""
    try:
        classroom().leave(code, token(code))
    except Refused as refusal:
        notify(refusal)
        return
    st.session_state["notice"] = say("You have left the room, and your answers are deleted.")
    stand_up(code)


def _sit(code: str, given: str) -> None:
    st.session_state[_name(code)] = given
    st.query_params["room"] = code


def _name(code: str) -> str:
    return f"room-{code}"
