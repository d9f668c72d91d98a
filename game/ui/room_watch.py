"""A room's page looks by itself whether the room has moved on.

All of it is drawn in one fragment, so that neither a change of the room nor a press costs more than
that. The browser keeps the time, not Streamlit's `run_every`, whose timer dies with a page that is
replaced before it has arrived: under a full class some pages then stand still for good.
"""

import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TypeVar

import streamlit as st

from game.refusal import Refused

_T = TypeVar("_T")
LOST_AFTER = 3.0  # seconds that a page may be on its way before it is drawn once more
_ROOM = "room"
_watch = st.components.v2.component(
    "discriminator.room_watch", js=(Path(__file__).parent / "room_watch.js").read_text()
)


def fragment(draw: Callable[[], None]) -> None:
    """Draw a room's page, which ends with `show`, so that it can be drawn anew by itself.

    Once that is refused, as in a room that is gone, the whole page is drawn anew and tells why.
    """
    st.fragment(lambda: _try(draw), key=_ROOM)()


def show(
    drawn: str, every: float, now: Callable[[], str], live: Callable[[], None] = lambda: None
) -> None:
    """Compare every so many seconds what was `drawn` with the room's version `now`.

    The room is drawn anew if it is another, or if what was drawn has not arrived; else what `live`
    draws is. Called last: what was drawn before it has come, too.
    """
    run = st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    drawn_at = time.monotonic()
    st.html(f'<i data-room-version="{escape(_version(drawn, run))}"></i>')

    def heard() -> None:
        arrived, version = st.session_state["watch"].tick, _try(now)
        on_its_way = drawn == version and time.monotonic() - drawn_at < LOST_AFTER
        if arrived not in (None, _version(version, run)) and not on_its_way:
            st.rerun(_ROOM)

    def look() -> None:
        _try(live)
        _watch(key="watch", data={"every": every, "patience": LOST_AFTER}, on_tick_change=heard)

    st.fragment(look)()


def _try(look: Callable[[], _T]) -> _T:
    try:
        return look()
    except Refused:
        st.rerun()


def _version(room: str, run: int) -> str:
    """What a page was drawn from; the run tells a press that changed only this player's page."""
    return f"{run} {room}"
