"""Host a class: this browser's rooms and new ones; with a room in the address, its projector.

The host's secret stands in a cookie alone.
"""

import streamlit as st

from game.common.errors import Refused
from game.common.language import say
from game.common.words import as_code
from game.ui import player
from game.ui.admin import access
from game.ui.classroom import downloads, form, hosting, my_rooms, presets, projector, sets
from game.ui.plain import plain
from game.ui.resources import classroom

player.draw_notice()

code = as_code(st.query_params.get("room", ""))
if not code:
    with st.container(horizontal_alignment="center"), st.container(width=760):
        st.title(say("Host a class"))
        st.markdown(
            say(
                "Put this page on the projector. The class joins with phones: no account, a "
                "nickname is enough."
            )
        )
        presets.draw_presets()
        form.draw_form()
        sets.draw_saved_set()
        st.caption(
            say(
                "Stored: the nicknames, the answers and how long they took, until you delete the "
                "room."
            )
        )
        downloads.draw_parents_sheet()
        my_rooms.draw_my_rooms()
else:
    try:
        hosting.come_in(code)
        view = classroom().host_view(code, hosting.secret(code))
    except Refused as refusal:
        st.error(plain(refusal))
        st.button(say("My rooms, and new ones"), on_click=st.query_params.clear)
        st.stop()
    access.note_class_host()
    projector.draw_projector(view, hosting.secret(code))
    hosting.keep_cookie(code)
