"""Who sits at this browser: a token in a cookie."""

import streamlit as st

from game.common.errors import Refused
from game.common.language import say
from game.rounds.players import NICKNAME_LENGTH
from game.ui.buttons import notify, press
from game.ui.cookies import set_cookie
from game.ui.plain import plain
from game.ui.resources import game, visitors

COOKIE = "player"
COOKIE_SECONDS = 31_536_000
OPENING = "opening"  # what a visitor without a player looks at, see `visitors`


def token() -> str:
    """The token of this browser's player, empty for a newcomer."""
    known = st.context.cookies.get(COOKIE, "")
    kept = st.session_state.setdefault("token", known)
    opening = st.session_state.get(OPENING)
    if not kept and opening:  # answered since: then it is a player's
        kept = st.session_state["token"] = visitors().token_of(opening.token)
    return str(kept)


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
    set_cookie(COOKIE, token(), COOKIE_SECONDS)


def draw_nickname_field(proposed: str = "") -> None:
    """Where a newcomer types the name under which `join` lets them sit down."""
    st.text_input(
        say("Nickname"),
        proposed,
        key="nickname",
        max_chars=NICKNAME_LENGTH,
        placeholder=say("any name, not your full one"),
    )


def join() -> int | None:
    """Sit down as a new player; their id, or None if the nickname was refused."""
    known = press(game().join, st.session_state["nickname"])
    player_id, st.session_state["token"] = known or (None, token())
    return player_id


def begin() -> int | None:
    """Sit down without a name; who one is then, None if that was refused."""
    player_id, st.session_state["token"] = press(visitors().join) or (None, token())
    return player_id


def leave(player_id: int) -> None:
    """Delete the player and all that belongs to them."""
    game().forget(player_id)
    st.session_state["token"] = ""
    notify(say("You and all your guesses are deleted."))


def draw_notice() -> None:
    """Say once what the last press could not do."""
    if notice := st.session_state.pop("notice", None):
        st.warning(plain(notice), icon=":material/info:")
