"""Admin: how the server is, its rooms, names, doubtful answers and data, for whoever runs it."""

import streamlit as st

from game.common.language import say, to_say
from game.ui.admin import data, health, host, people, quality, rooms
from game.ui.player import show_notice

PARTS = {
    to_say("Health"): health.show,
    to_say("Rooms"): rooms.show,
    people.PART: people.show,
    to_say("Quality"): quality.show,
    to_say("Data"): data.show,
}

st.title(say("Admin"))
settings = host.admit()
show_notice()
st.session_state.setdefault(people.PART_KEY, next(iter(PARTS)))
st.segmented_control(
    say("Part"),
    list(PARTS),
    format_func=say,
    required=True,
    key=people.PART_KEY,
    label_visibility="collapsed",
)
PARTS[st.session_state[people.PART_KEY]](settings)
