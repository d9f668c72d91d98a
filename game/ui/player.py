"""Who sits at this browser: a token in a cookie."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from game.common.errors import Refused, Unavailable
from game.common.language import say
from game.ui.cookies import set_cookie
from game.ui.plain import plain
from game.ui.resources import game

_COOKIE = "player"


def token() -> str:
    """The token of this browser's player, empty for a newcomer."""
    known = st.context.cookies.get(_COOKIE, "")
    return str(st.session_state.setdefault("token", known))


def current_player() -> tuple[int, str] | None:
    """Id and nickname of this browser's player, or None for a newcomer."""
    if not token():
        return None
    try:
        return game().recognise(token())
    except Refused as refusal:
        st.session_state["token"] = ""
        notify(refusal)
        return None


def keep_cookie() -> None:
    """Have the browser keep this visit's token."""
    set_cookie(_COOKIE, token(), 31536000)


def join(nickname: str) -> int | None:
    """Sit down as a new player; their id, or None if the nickname was refused."""
    try:
        player_id, st.session_state["token"] = game().join(nickname)
    except Refused as refusal:
        notify(refusal)
        return None
    return player_id


def leave(player_id: int) -> None:
    """Delete the player and all that belongs to them."""
    game().forget(player_id)
    st.session_state["token"] = ""
    st.session_state["notice"] = say("You and all your guesses are deleted.")


def notify(reason: Refused | Unavailable) -> None:
    """Keep its sentence for the page that is drawn next."""
    st.session_state["notice"] = str(reason)


def press(act: Callable[..., object], *arguments: Any) -> None:
    """Do what was pressed; what is refused or cannot be done is told on the page that follows."""
    try:
        act(*arguments)
    except (Refused, Unavailable) as reason:
        notify(reason)


def draw_notice() -> None:
    """Say once what the last press could not do."""
    if notice := st.session_state.pop("notice", None):
        st.warning(plain(notice), icon=":material/info:")
