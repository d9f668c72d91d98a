"""The way into the host's pages: the secret that the server was started with."""

import streamlit as st

from game.admin.secret import admits
from game.common.errors import Refused
from game.common.language import say
from game.ui.limits import origin, wrong_secrets
from game.ui.resources import settings


def is_admin() -> bool:
    """Whether this visit has named the secret."""
    return bool(st.session_state.get("host"))


def note_class_host() -> None:
    """Note that this visit is a class's host."""
    st.session_state["leads"] = True


def is_class_host() -> bool:
    """Whether this visit has opened the page of a class's host."""
    return bool(st.session_state.get("leads"))


def require_admin() -> None:
    """Go on once this visit has named the secret; until then the page asks and stops."""
    if not settings().admin_secret:
        st.info(
            say(
                "This page is for whoever runs the game. Start it with a secret of your own in the "
                "environment, `GAME_ADMIN_SECRET=… make play`, and type the same here."
            )
        )
        st.stop()
    if not is_admin():
        _ask()


def _ask() -> None:
    with st.form("secret", border=False, width=420):
        typed = st.text_input(say("The host's secret"), type="password", max_chars=200)
        pressed = st.form_submit_button(say("Open"), type="primary")
    if not pressed:
        st.stop()
    try:
        admitted = admits(settings(), typed, wrong_secrets(), origin())
    except Refused as refusal:
        st.error(str(refusal))
        st.stop()
    if not admitted:
        st.error(say("That is not the secret; try again."))
        st.stop()
    st.session_state["host"] = True
    st.rerun()
