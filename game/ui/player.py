"""Who sits at this browser: a token in a cookie, set and deleted by a component of one line."""

import streamlit as st

from game.language import say
from game.refusal import Refused
from game.ui.resources import game

_COOKIE = "player"
_remember = st.components.v2.component(
    "discriminator.remember",
    js="""
    export default function ({ data }) {
      const secure = location.protocol === "https:" ? "; secure" : "";
      document.cookie =
        `${data.name}=${data.token}; path=/; max-age=${data.seconds}; samesite=lax${secure}`;
    }
    """,
)


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
    """Write this visit's token to the browser, if the cookie the page came with is another."""
    if token() != st.context.cookies.get(_COOKIE, ""):
        set_cookie(_COOKIE, token(), 31536000)


def set_cookie(name: str, token: str, seconds: int) -> None:
    """Have the browser keep a token for so long, or forget it if it is empty."""
    data = {"name": name, "token": token, "seconds": seconds if token else 0}
    _remember(key=f"remember-{name}", data=data)


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


def notify(refusal: Refused) -> None:
    """Keep a refusal's sentence for the page that is drawn next."""
    st.session_state["notice"] = str(refusal)


def show_notice() -> None:
    """Say once what the last press could not do."""
    if notice := st.session_state.pop("notice", None):
        st.warning(notice, icon=":material/info:")
