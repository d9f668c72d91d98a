"""Entry of the app: page settings and navigation, nothing else."""

import streamlit as st

from game.language import say, settle
from game.ui import contents, top

settle()
st.set_page_config(
    page_title=say("Play the discriminator"), page_icon="assets/icon.svg", layout="wide"
)
page = st.navigation(contents.pages(), position="top")
top.show()
page.run()
