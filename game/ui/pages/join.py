"""Join a class: the code and a nickname, then whatever the room is at.

`?room=CODE` names the room; who one is in it stands in a cookie alone.
"""

import streamlit as st

from game.common.errors import Refused
from game.common.words import as_code
from game.ui import player
from game.ui.classroom import join_form, phone, seat
from game.ui.plain import plain

player.draw_notice()

code = as_code(st.query_params.get("room", ""))
if token := seat.token(code):
    try:
        phone.draw_phone(code, token)
    except Refused as refusal:
        seat.stand_up(code)
        st.warning(plain(refusal), icon=":material/info:")
        join_form.draw_join_form(code)
else:
    join_form.draw_join_form(code)

seat.keep_cookie(code)
