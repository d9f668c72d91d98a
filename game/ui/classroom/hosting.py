"""Which rooms this browser hosts: the secret of each in a cookie of that room's own."""

import streamlit as st

from game.classroom.moves import Moves
from game.common.errors import Refused
from game.store.tables import Room
from game.ui import server_address
from game.ui.classroom import seat
from game.ui.cookies import set_cookie
from game.ui.resources import classroom

_COOKIE = "host-"


@st.cache_resource(show_spinner=False)
def _moves() -> Moves:
    """The server's."""
    return Moves()


def cookie(code: str) -> str:
    """What the cookie of this room's host is called."""
    return _COOKIE + code


def secret(code: str) -> str:
    """The room's secret, empty for whoever does not host it."""
    known = st.context.cookies.get(cookie(code), "")
    return str(st.session_state.setdefault(cookie(code), known))


def host(code: str, given: str) -> None:
    """Be this room's host from now on, on its page."""
    st.session_state[cookie(code)] = given
    st.query_params.from_dict({"room": code})


def come_in(code: str) -> None:
    """Take what an address lets a host in by, and out of the address. Raises Refused if it is void.

    That is a link from another device, or the secret itself, as it stood in addresses once.
    """
    if nonce := st.query_params.pop("move", None):
        host(code, _moves().take(code, nonce))
    if key := st.query_params.pop("key", None):
        classroom().hosted(code, key)
        host(code, key)


def keep_cookie(code: str) -> None:
    """Have the browser keep the room's secret, or forget it with the room."""
    set_cookie(cookie(code), secret(code), seat.KEPT)


def forget(code: str) -> None:
    """Host this room no longer: it is not there any more."""
    st.session_state[cookie(code)] = ""


def hosted() -> list[Room]:
    """The rooms that this browser hosts, the newest first; those that are gone are forgotten."""
    found = []
    for name in sorted({*st.context.cookies, *map(str, st.session_state)}):
        code = name.removeprefix(_COOKIE)
        if code == name or not secret(code):
            continue
        try:
            found.append(classroom().hosted(code, secret(code)))
        except Refused:
            forget(code)
        keep_cookie(code)
    return sorted(found, key=lambda room: room.opened_at, reverse=True)


def move_address(code: str) -> str:
    """An address that makes the device which opens it first this room's host, too."""
    nonce = _moves().offer(code, secret(code))
    return f"{server_address.reachable()}/host?room={code}&move={nonce}"
