"""Text that people typed, shown as text: no markup of theirs reaches a page."""

from html import escape

import streamlit as st

_CENTRED = "text-align:center;margin:0;overflow-wrap:anywhere"


def big(text: str) -> None:
    """A line to be read from the last row."""
    st.html(f'<p style="{_CENTRED};font-size:clamp(1.2rem, 2vw, 2.2rem)">{escape(text)}</p>')
