"""What who plays alone is measured beside: a page with one button and nothing else.

`streamlit run empty_page.py`. A press runs the page again, as any press on any page of Streamlit
does; it loads nothing, asks no store and draws no picture.
"""

import streamlit as st

st.button("Next")

# There is no more to it: whatever else a page did would make a press slower than it must be.
