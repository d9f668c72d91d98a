"""Entry of the app: page settings and the list of pages, nothing else."""

import streamlit as st

LAB = {
    "face": ("New face", ":material/person_add:"),
    "truncation": ("Truncation", ":material/linear_scale:"),
    "walk": ("z against w", ":material/timeline:"),
    "mixing": ("Style mixing", ":material/grid_view:"),
    "directions": ("Directions", ":material/tune:"),
    "noise": ("Noise", ":material/grain:"),
    "diversity": ("Diversity", ":material/groups:"),
}

LEARN = {
    "tells": ("Course", ":material/school:"),
    "training": ("Training", ":material/fitness_center:"),
    "experiment": ("The published experiment", ":material/science:"),
}

JUDGES = {
    "ask": ("Ask the judges", ":material/add_a_photo:"),
    "judges": ("How good they are", ":material/monitoring:"),
    "versus": ("People or networks", ":material/compare_arrows:"),
    "scale": ("Hardest faces", ":material/trending_up:"),
}

st.set_page_config(page_title="Play the discriminator", page_icon="assets/icon.svg", layout="wide")
st.navigation(
    {
        "": [
            st.Page("game/pages/play.py", title="Play", icon=":material/compare:", default=True),
            st.Page(
                "game/pages/leaderboard.py", title="Leaderboard", icon=":material/leaderboard:"
            ),
            st.Page("game/pages/you.py", title="You", icon=":material/person:"),
            st.Page("game/pages/about.py", title="About", icon=":material/help:"),
        ],
        "Classroom": [
            st.Page("game/pages/host.py", title="Host a class", icon=":material/co_present:"),
            st.Page("game/pages/join.py", title="Join a class", icon=":material/login:"),
        ],
        "Duel": [
            st.Page("game/pages/theatre.py", title="Theatre", icon=":material/theaters:"),
        ],
        "Learn": [
            st.Page(f"game/pages/{name}.py", title=title, icon=icon)
            for name, (title, icon) in LEARN.items()
        ],
        "Judges": [
            st.Page(f"game/pages/{name}.py", title=title, icon=icon)
            for name, (title, icon) in JUDGES.items()
        ],
        "Lab": [
            st.Page(f"game/pages/lab/{name}.py", title=title, icon=icon)
            for name, (title, icon) in LAB.items()
        ],
        "Host": [
            st.Page("game/pages/decks.py", title="Decks", icon=":material/folder_shared:"),
            st.Page("game/pages/admin.py", title="Admin", icon=":material/admin_panel_settings:"),
        ],
    },
    position="top",
).run()
