"""Host a class: a form without a room in the address, the projector with one.

The host's secret stands in the address, so that a reload brings the host back.
"""

import streamlit as st

from game.common.errors import Refused
from game.common.language import say
from game.ui import player
from game.ui.admin import access
from game.ui.classroom import form, projector
from game.ui.plain import plain
from game.ui.resources import classroom

player.draw_notice()

if "room" not in st.query_params:
    form.draw_form()
else:
    code, secret = st.query_params["room"], st.query_params.get("key", "")
    try:
        view = classroom().host_view(code, secret)
    except Refused as refusal:
        st.error(plain(refusal))
        st.button(say("Open another room"), on_click=st.query_params.clear)
        st.stop()
    access.note_class_host()
    projector.draw_projector(view, secret)
