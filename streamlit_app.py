"""Entry of the app: page settings and the list of pages, nothing else."""

import streamlit as st

st.set_page_config(page_title="Play the discriminator", page_icon="assets/icon.svg", layout="wide")
st.navigation(
    [
        st.Page("game/pages/play.py", title="Play", icon=":material/compare:", default=True),
        st.Page("game/pages/leaderboard.py", title="Leaderboard", icon=":material/leaderboard:"),
        st.Page("game/pages/about.py", title="About", icon=":material/help:"),
    ],
    position="top",
).run()
