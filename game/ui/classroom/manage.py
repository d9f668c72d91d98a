"""What a room's host seldom needs, folded below the projector."""

import streamlit as st

from game.classroom import lead
from game.classroom.views import HostView
from game.common.language import say
from game.common.vocabulary import RoomPhase
from game.ui import server_address
from game.ui.buttons import button, notify
from game.ui.classroom import hosting
from game.ui.resources import classroom

_MOVE = "move"  # a link to another device, while it is shown


def draw_manage(view: HostView, secret: str) -> None:
    """The ways to and from other devices and rooms, and the room's end for good."""
    room = view.snapshot.room
    with st.expander(say("This room")), st.container(horizontal=True, vertical_alignment="center"):
        st.button(say("My rooms, and new ones"), on_click=st.query_params.clear)
        if room.phase is not RoomPhase.ENDED:
            address = f"/join?room={room.code}"
            st.link_button(say("Play along"), address, help=say("In another tab, as a player."))
        button(say("Lead from another device"), _offer, room.code)
        with st.popover(say("Delete")):
            st.text(say("Delete this room with everybody in it and every answer? For good."))
            button(say("Delete the room"), _delete, room.code, secret, type="primary")
    if address := st.session_state.pop(_MOVE, None):
        st.dialog(say("Lead from another device"))(_draw_move)(address)


def _offer(code: str) -> None:
    st.session_state[_MOVE] = hosting.move_address(code)


def _draw_move(address: str) -> None:
    """Seen by whoever sees this screen, so only when it is asked for."""
    st.markdown(
        say(
            "Scan this, or open the address: that device leads the room, too. It holds once, and "
            "for ten minutes. Whoever opens it first leads, so keep it off the projector."
        )
    )
    qr = server_address.qr_code(address)
    st.html(f'<img src="{qr}" alt="" style="display:block;margin:auto;width:260px">')
    st.code(address, language=None, wrap_lines=True)


def _delete(code: str, secret: str) -> None:
    classroom().lead(code, secret, lead.delete)
    st.query_params.clear()
    notify(say("The room and everything in it are deleted."))
