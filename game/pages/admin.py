"""Admin: how the server is, its rooms, names, doubtful answers and data, for whoever runs it."""

import streamlit as st

from game.language import say, to_say
from game.ui import admin_data, admin_health, admin_names, admin_quality, admin_rooms, host
from game.ui.player import show_notice

PARTS = {
    to_say("Health"): admin_health.show,
    to_say("Rooms"): admin_rooms.show,
    admin_names.PART: admin_names.show,
    to_say("Quality"): admin_quality.show,
    to_say("Data"): admin_data.show,
}

st.title(say("Admin"))
settings = host.admit()
show_notice()
st.session_state.setdefault(admin_names.PART_KEY, next(iter(PARTS)))
st.segmented_control(
    say("Part"),
    list(PARTS),
    format_func=say,
    required=True,
    key=admin_names.PART_KEY,
    label_visibility="collapsed",
)
PARTS[st.session_state[admin_names.PART_KEY]](settings)
