"""Where something that set-up puts in place is missing, the page sets the app up and goes on."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import streamlit as st

from game.admin.setup import set_up
from game.common.errors import Unavailable
from game.common.language import language, say, speaking
from game.common.settings import Settings

T = TypeVar("T")
LOOK_EVERY = 0.3  # seconds


class Preparation:
    """One set-up in the background of this server, however many wait for it.

    Set-up itself sees to it that another process, too, waits instead of doing it again.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.what, self.share = "", 0.0
        self.problem = ""
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    @property
    def running(self) -> bool:
        """Whether there is something to wait for."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self) -> None:
        """Start, unless it is running."""
        with self._lock:
            if not self.running:
                self.problem = ""
                self._thread = threading.Thread(
                    target=self._run, args=(language(),), name="set-up", daemon=True
                )
                self._thread.start()

    def _run(self, reads: str) -> None:
        with speaking(reads):
            try:
                set_up(self._settings, self._tell)
            except Unavailable as error:
                self.problem = str(error)

    def _tell(self, what: str, share: float) -> None:
        self.what, self.share = what, share


@st.cache_resource(show_spinner=False)
def preparation(_settings: Settings) -> Preparation:
    """The server's one."""
    return Preparation(_settings)


def prepared(load: Callable[[], T], settings: Settings) -> T:
    """What `load` gives, after a set-up if it needs one; else the page says why not, and stops.

    Raises Unavailable if `load` does so after a set-up that went well.
    """
    with suppress(Unavailable):
        return load()
    here = preparation(settings)
    if not here.problem:
        _wait(here)
    if here.problem:
        st.error(say("The game cannot start yet. {why}", why=here.problem))
        st.button(say("Try again"), key="prepare", on_click=here.begin)
        st.stop()
    return load()


def _wait(here: Preparation) -> None:
    """Set up, with a bar that fills in the place of what the page shows afterwards."""
    here.begin()
    place = st.empty()
    while here.running:
        text = say("The game sets itself up, once, in some minutes. Now: {what}", what=here.what)
        place.progress(here.share, text)
        time.sleep(LOOK_EVERY)
    place.empty()
