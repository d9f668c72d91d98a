"""The one game that all sessions of this server share."""

import atexit

import streamlit as st

from game.play import Game
from game.settings import Settings


@st.cache_resource(show_spinner="Waking the generator and the judges …")
def game() -> Game:
    """The game, opened once a server; stops the page with what is missing if it cannot open."""
    opened = Game.open(Settings.from_environment())
    opened.dealer.work_ahead()
    atexit.register(opened.close)
    return opened
