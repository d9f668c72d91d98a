"""What who plays alone is measured beside: a page with one button and nothing else.

`streamlit run empty_page.py`. A press runs the page again, as any press on any page of Streamlit
does; it loads nothing, asks no store and draws no picture. Whatever else a page did would make a
press slower than it must be: a press in a round is to be hardly slower than this one.
"""

import streamlit as st

# All there is. Who presses waits until the page is drawn anew, and knows nothing of what a press
# would mean.
st.button("Next")
