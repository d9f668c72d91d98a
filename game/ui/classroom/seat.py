"""Who sits at this browser in a room: a token in a cookie of that room's own."""

import streamlit as st

from game.classroom.rooms import NoSuchRoom
from game.common.language import say
from game.common.words import as_code
from game.ui.buttons import notify
from game.ui.cookies import set_cookie
from game.ui.limits import origin, wrong_codes
from game.ui.resources import classroom

TAKEN = "room-taken"  # the nickname that was typed and is in the room already
KEPT = 30 * 86_400  # seconds: a class that goes on alone may take weeks


def token(code: str) -> str:
    """The token of this visit to the room, empty for a newcomer."""
    known = st.context.cookies.get(cookie(code), "")
    return str(st.session_state.setdefault(cookie(code), known))


def keep_cookie(code: str) -> None:
    """Have the browser keep this visit's token."""
    if code:
        set_cookie(cookie(code), token(code), KEPT)


def join(code: str, nickname: str, *, another: bool = False) -> None:
    """Take a seat, unless one of this name is taken, perhaps by the same person, and not `another`.

    Raises Refused as the classroom does, and after too many wrong codes.
    """
    wrong_codes().check(origin())
    try:
        if not another and classroom().namesake(code, nickname):
            st.session_state[TAKEN] = nickname
            st.query_params["room"] = as_code(code)
            return
        code, given = classroom().join(code, nickname)
    except NoSuchRoom:
        wrong_codes().count(origin())
        raise
    _sit(code, given)


def ask_back(code: str, nickname: str) -> None:
    """Have the host asked for the seat of this name. Raises Refused as the classroom does."""
    _sit(*classroom().ask_back(code, nickname))


def stand_up(code: str) -> None:
    """Forget the token of a seat that is no longer there."""
    st.session_state[cookie(code)] = ""


def leave(code: str) -> None:
    """Delete this player of the room with all their answers."""
    classroom().leave(code, token(code))
    notify(say("You have left the room, and your answers are deleted."))
    stand_up(code)


def _sit(code: str, given: str) -> None:
    st.session_state[cookie(code)] = given
    st.query_params["room"] = code


def cookie(code: str) -> str:
    """What the cookie of a seat in this room is called."""
    return f"room-{code}"
