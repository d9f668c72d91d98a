"""An address that names no page: what is wrong with it, and the ways on."""

import streamlit as st

from game.common.language import say
from game.ui import navigation

st.title(say("There is no such page"))
st.text(
    say(
        "The address names {page}, and nothing here is called so.", page=navigation.requested()[:80]
    )
)
for page, label, icon in (
    ("play", say("Play"), ":material/compare:"),
    ("join", say("Join a class"), ":material/login:"),
    ("about", say("About"), ":material/help:"),
):
    st.page_link(f"game/ui/pages/{page}.py", label=label, icon=icon)
