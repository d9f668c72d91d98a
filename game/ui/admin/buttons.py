"""What the parts of the admin's page share: choosing one of many, and what a press does."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

import streamlit as st

from game.ui import buttons
from game.ui.resources import game

_Id = TypeVar("_Id", bound=int | str)


def pick(label: str, names: Mapping[_Id, str]) -> _Id:
    """One of these by its name. Who was chosen stays so while names change and others come."""
    ids = list(names)
    last: Any = st.session_state.get(label)
    # A browser goes on showing a name that has changed, unless the box is another one.
    chosen: _Id = st.selectbox(
        label,
        ids,
        index=ids.index(last) if last in names else 0,
        format_func=names.__getitem__,
        key=f"{label}-{hash(tuple(names.items()))}",
        width=420,
    )
    st.session_state[label] = chosen
    return chosen


def press(act: Callable[..., Any], *detail: Any) -> Any:
    """Do it in a transaction; a refusal is told on the page that follows. What it returns."""
    return buttons.press(_in_transaction, act, *detail)


def _in_transaction(act: Callable[..., Any], *detail: Any) -> Any:
    with game().store.write() as session:
        return act(session, *detail)


def minute(time: datetime | None) -> str:
    """A time in UTC, to the minute; nothing for none."""
    return "" if time is None else f"{time:%Y-%m-%d %H:%M}"
