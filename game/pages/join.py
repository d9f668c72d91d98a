"""Join a class: the code and a nickname, then whatever the room is at.

`?room=CODE` names the room; who one is in it stands in a cookie alone.
"""

import streamlit as st

from game.refusal import Refused
from game.ui import player, room_desk, room_seat
from game.ui.plain import plain
from game.words import as_code

player.show_notice()

code = as_code(st.query_params.get("room", ""))
if token := room_seat.token(code):
    try:
        room_desk.show(code, token)
    except Refused as refusal:
        room_seat.stand_up(code)
        st.warning(plain(refusal), icon=":material/info:")
        room_desk.ask(code)
else:
    room_desk.ask(code)

room_seat.keep_cookie(code)
