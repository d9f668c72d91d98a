"""What plain words leave out: one way to fold it away, the same on every page.

Pages say first what everybody understands, such as a share of right answers.
"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from game.common.language import say


def for_the_curious() -> DeltaGenerator:
    """Where figures with names of their own stand, closed until somebody opens it."""
    return st.expander(say("For the curious"))
