"""The one game that all sessions of this server share."""

import atexit

import streamlit as st

from game.play import Game
from game.refusal import Unavailable
from game.settings import Settings


def game() -> Game:
    """The game, opened once a server; without it the page says what is missing and stops."""
    try:
        return _opened()
    except Unavailable as error:
        st.error(f"The game cannot start yet. {error}")
        st.stop()


@st.cache_resource(show_spinner="Waking the generator and the judges …")
def _opened() -> Game:
    opened = Game.open(Settings.from_environment())
    opened.dealer.work_ahead()
    atexit.register(opened.close)
    return opened
