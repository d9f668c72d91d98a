"""Admin: how the server is, its rooms, names, doubtful answers and data, for whoever runs it."""

import streamlit as st

from game.common.language import say, to_say
from game.ui.admin import access, data, health, people, quality, rooms
from game.ui.player import draw_notice

PARTS = {
    to_say("Health"): health.draw_health,
    to_say("Rooms"): rooms.draw_rooms,
    people.PART: people.draw_people,
    to_say("Quality"): quality.draw_quality,
    to_say("Data"): data.draw_data,
}

st.title(say("Admin"))
access.require_admin()
draw_notice()
st.session_state.setdefault(people.PART_KEY, next(iter(PARTS)))
st.segmented_control(
    say("Part"),
    list(PARTS),
    format_func=say,
    required=True,
    key=people.PART_KEY,
    label_visibility="collapsed",
)
PARTS[st.session_state[people.PART_KEY]]()
