"""Text that people typed, shown as text: no markup of theirs reaches a page."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from game.common.colours import QUIET

_CENTRED = "text-align:center;margin:0;overflow-wrap:anywhere"


def heading(text: str, size: str = "clamp(1.4rem, 2.4vw, 2.6rem)") -> None:
    """A heading in the middle."""
    st.html(
        f'<h1 style="{_CENTRED};font:700 {size}/1.25 &quot;Source Serif&quot;, serif;padding:0">'
        f"{escape(text)}</h1>"
    )


def names(names: Iterable[str]) -> None:
    """Names side by side."""
    chips = "".join(
        '<span style="display:inline-block;margin:0.2em;padding:0.1em 0.7em;border-radius:1em;'
        f'border:1.5px solid {QUIET}">{escape(name)}</span>'
        for name in names
    )
    st.html(f'<div style="{_CENTRED};font-size:clamp(1rem, 1.5vw, 1.7rem)">{chips}</div>')


def big(text: str) -> None:
    """A line to be read from the last row."""
    st.html(f'<p style="{_CENTRED};font-size:clamp(1.2rem, 2vw, 2.2rem)">{escape(text)}</p>')
