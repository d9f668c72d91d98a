"""Entry of the app: page settings and the list of pages, nothing else."""

import streamlit as st

from game.language import say, settle
from game.ui import top

settle()
LAB = {
    "face": (say("New face"), ":material/person_add:"),
    "truncation": (say("Truncation"), ":material/linear_scale:"),
    "walk": (say("z against w"), ":material/timeline:"),
    "mixing": (say("Style mixing"), ":material/grid_view:"),
    "directions": (say("Directions"), ":material/tune:"),
    "noise": (say("Noise"), ":material/grain:"),
    "diversity": (say("Diversity"), ":material/groups:"),
}

LEARN = {
    "tells": (say("Course"), ":material/school:"),
    "training": (say("Training"), ":material/fitness_center:"),
    "experiment": (say("The published experiment"), ":material/science:"),
}

JUDGES = {
    "ask": (say("Ask the judges"), ":material/add_a_photo:"),
    "judges": (say("How good they are"), ":material/monitoring:"),
    "versus": (say("People or networks"), ":material/compare_arrows:"),
    "scale": (say("Hardest faces"), ":material/trending_up:"),
}

st.set_page_config(
    page_title=say("Play the discriminator"), page_icon="assets/icon.svg", layout="wide"
)
page = st.navigation(
    {
        "": [
            st.Page(
                "game/pages/play.py", title=say("Play"), icon=":material/compare:", default=True
            ),
            st.Page(
                "game/pages/leaderboard.py", title=say("Leaderboard"), icon=":material/leaderboard:"
            ),
            st.Page("game/pages/you.py", title=say("You"), icon=":material/person:"),
            st.Page("game/pages/about.py", title=say("About"), icon=":material/help:"),
        ],
        say("Classroom"): [
            st.Page("game/pages/host.py", title=say("Host a class"), icon=":material/co_present:"),
            st.Page("game/pages/join.py", title=say("Join a class"), icon=":material/login:"),
        ],
        say("Duel"): [
            st.Page("game/pages/theatre.py", title=say("Theatre"), icon=":material/theaters:"),
        ],
        say("Learn"): [
            st.Page(f"game/pages/{name}.py", title=title, icon=icon)
            for name, (title, icon) in LEARN.items()
        ],
        say("Judges"): [
            st.Page(f"game/pages/{name}.py", title=title, icon=icon)
            for name, (title, icon) in JUDGES.items()
        ],
        say("Lab"): [
            st.Page(f"game/pages/lab/{name}.py", title=title, icon=icon)
            for name, (title, icon) in LAB.items()
        ],
        say("Host"): [
            st.Page("game/pages/decks.py", title=say("Decks"), icon=":material/folder_shared:"),
            st.Page(
                "game/pages/admin.py", title=say("Admin"), icon=":material/admin_panel_settings:"
            ),
        ],
    },
    position="top",
)
top.show()
page.run()
