"""The rooms that this browser hosts: to lead on, or to delete."""

import streamlit as st

from game.classroom import lead
from game.common.language import say, to_say
from game.common.vocabulary import RoomPhase
from game.store.tables import Room
from game.ui.buttons import button
from game.ui.classroom import hosting
from game.ui.plain import plain
from game.ui.resources import classroom

_PHASES = {
    RoomPhase.LOBBY: to_say("not begun"),
    RoomPhase.ASK: to_say("under way"),
    RoomPhase.REVEAL: to_say("under way"),
    RoomPhase.ENDED: to_say("over"),
}


def draw_my_rooms() -> None:
    """A line for each, the newest first; nothing for whoever hosts none."""
    rooms = hosting.hosted()
    if not rooms:
        return
    st.subheader(say("My rooms"), anchor=False)
    for room in rooms:
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            about = " · ".join((room.code, f"{room.opened_at:%Y-%m-%d}", say(_PHASES[room.phase])))
            st.markdown(f"**{plain(room.title)}**  \n{about}", width="stretch")
            button(say("Open"), hosting.host, room.code, hosting.secret(room.code), of=room.code)
            with st.popover(say("Delete"), key=f"delete-{room.code}"):
                st.text(say("Delete this room with everybody in it and every answer? For good."))
                button(say("Delete the room"), _delete, room, of=room.code, type="primary")


def _delete(room: Room) -> None:
    classroom().lead(room.code, hosting.secret(room.code), lead.delete)
