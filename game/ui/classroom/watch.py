"""A room's page looks by itself whether the room has moved on.

The browser keeps the time, not Streamlit's `run_every`, whose timer dies with a page that is
replaced before it has arrived: under a full class some pages then stand still for good.
"""

import time
from collections.abc import Callable
from html import escape
from pathlib import Path

import streamlit as st

LOST_AFTER = 3.0  # seconds that a page may be on its way before it is drawn once more
SILENT_FOR = 6.0  # seconds after which a page that gets no answer is loaded anew
_watch = st.components.v2.component(
    "discriminator.room_watch", js=(Path(__file__).parent / "watch.js").read_text()
)


def watch_room(drawn: str, every: float, look: Callable[[], str]) -> None:
    """Call `look` every so many seconds, in a fragment of its own, which may draw.

    It returns the room's version; the page is drawn anew once that is not what was `drawn`, or what
    was drawn has not arrived. Called last: what was drawn before it has come, too.
    """
    run = st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    st.html(f'<i data-room-version="{escape(_version(drawn, run))}"></i>')
    st.fragment(_look)(drawn, run, time.monotonic(), every, look)


def _look(drawn: str, run: int, drawn_at: float, every: float, look: Callable[[], str]) -> None:
    answer = st.session_state["looks"] = st.session_state.get("looks", 0) + 1
    st.html(f'<i data-room-answer="{answer}"></i>')
    arrived = st.session_state["watch"].tick if "watch" in st.session_state else None
    now = look()
    on_its_way = drawn == now and time.monotonic() - drawn_at < LOST_AFTER
    if arrived not in (None, _version(now, run)) and not on_its_way:
        st.rerun()
    data = {"every": every, "patience": LOST_AFTER, "silent": SILENT_FOR}
    _watch(key="watch", data=data, on_tick_change=_heard)


def _version(room: str, run: int) -> str:
    """What a page was drawn from; the run tells a press that changed only this player's page."""
    return f"{run} {room}"


def _heard() -> None:
    """A trigger needs a callback to be told."""
