"""Opening a room at a press: deal, which takes a while, and go to it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from game.classroom.rules import Rules
from game.common.errors import Refused, Unavailable
from game.common.language import say
from game.common.vocabulary import Mode
from game.ui import limits
from game.ui.classroom import hosting
from game.ui.plain import plain
from game.ui.resources import classroom, game


def open_dealt(title: str, choices: dict[str, Any], length: int, rules: Rules) -> None:
    """A room whose trials are dealt now, as the choices of its plan say."""

    def open_room(progress: Callable[[float], object]) -> tuple[str, str]:
        plan = game().plan(mode=Mode.ROOM, **choices)
        return classroom().open(title, plan, length, rules, progress=progress)

    go_to(open_room)


def go_to(open_room: Callable[[Callable[[float], object]], tuple[str, str]]) -> None:
    """Open a room under a bar and go to it; `open_room` is handed what it tells the share done."""
    text = say("Making the faces …")
    bar = st.progress(0.0, text)
    try:
        limits.rooms().take(limits.origin())
        code, secret = open_room(lambda done: bar.progress(done, text))
    except (Refused, Unavailable) as reason:
        bar.empty()
        st.warning(plain(reason), icon=":material/info:")
        return
    hosting.host(code, secret)
    st.rerun()
