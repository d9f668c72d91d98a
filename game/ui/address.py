"""A choice that stands in the address, by a name that is the same in every language.

A widget that is bound to the address would write there what a visitor reads.
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st


def choice(
    widget: Callable[..., Any],
    label: str,
    options: Sequence[str],
    key: str,
    *,
    default: str | None = None,
    **look: Any,
) -> str:
    """What is chosen with a widget such as `st.radio`: by the address at first, else the default.

    The default is the first option unless told otherwise, and does not show in the address.
    """
    usual = default or options[0]
    if st.session_state.get(key) not in options:
        asked = st.query_params.get(key)
        st.session_state[key] = asked if asked in options else usual
    chosen = str(widget(label, options, key=key, **look))
    if chosen != usual:
        st.query_params[key] = chosen
    else:
        st.query_params.pop(key, None)
    return chosen
