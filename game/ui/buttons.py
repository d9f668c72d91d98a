"""What a press does: act, and tell what was refused; slow work shows how far it is."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from game.common.errors import Refused, Unavailable
from game.ui.plain import plain


def notify(sentence: object) -> None:
    """Keep a sentence for the page that is drawn next."""
    st.session_state["notice"] = str(sentence)


def press(act: Callable[..., Any], *arguments: Any) -> Any:
    """Do what was pressed; a refusal is told on the page that follows. What it returns, or None."""
    try:
        return act(*arguments)
    except (Refused, Unavailable) as reason:
        notify(reason)
        return None


def button(
    label: str, act: Callable[..., Any], *arguments: Any, of: object = None, **look: Any
) -> None:
    """A button that does this. `of` is what it is meant for, such as a trial.

    It is part of the key: a press that arrives late is a press on what was shown then.
    """
    key = None if of is None else f"{label}-{of}"
    st.button(label, key=key, on_click=press, args=(act, *arguments), **look)


def made(text: str, make: Callable[[Callable[[float], object]], object]) -> bool:
    """Do something slow under a bar with this text; whether it was done.

    `make` is handed what it tells the share done. A refusal is told in the bar's place.
    """
    bar = st.progress(0.0, text)
    try:
        make(lambda done: bar.progress(done, text))
    except (Refused, Unavailable) as reason:
        bar.empty()
        st.info(plain(reason), icon=":material/info:")
        return False
    return True
