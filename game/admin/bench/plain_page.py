"""What the classroom is measured beside: a plain page with two pictures and a button.

`streamlit run plain_page.py -- FOLDER`: the folder holds N-left.png and N-right.png from 0 on.
"""

import sys
from pathlib import Path

import streamlit as st

folder = Path(sys.argv[1])
turn = st.session_state.setdefault("turn", 0)


def on_next() -> None:
    """Lead on to the next pair."""
    st.session_state["turn"] += 1


st.title(f"Pair {turn + 1}")
for column, side in zip(st.columns(2), ("left", "right"), strict=True):
    column.image(str(folder / f"{turn}-{side}.png"))
st.button("Next", on_click=on_next)
