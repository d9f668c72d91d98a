"""The admin's rooms: a list, the deletion of one, and of all that are old."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from game.admin import people
from game.classroom import rooms
from game.common.language import say, to_say
from game.common.vocabulary import RoomPhase
from game.ui.admin.buttons import minute, pick, press
from game.ui.buttons import notify
from game.ui.resources import game

_PHASES: Mapping[RoomPhase, str] = {
    RoomPhase.LOBBY: to_say("not begun"),
    RoomPhase.ASK: to_say("playing"),
    RoomPhase.REVEAL: to_say("playing"),
    RoomPhase.ENDED: to_say("over"),
}
OLD = 30  # days


def draw_rooms() -> None:
    """The latest rooms, and what deletes them."""
    with game().store.read() as session:
        lines = people.latest_rooms(session)
    if not lines:
        st.markdown(say("There are no rooms."))
        return
    st.dataframe(
        pd.DataFrame(
            {
                say("Title"): line.title,
                say("Code"): line.code,
                say("Opened (UTC)"): minute(line.opened_at),
                say("Stands"): say(_PHASES[line.phase]),
                say("Players"): line.players,
                say("Answers"): line.answers,
            }
            for line in lines
        ),
        hide_index=True,
    )
    st.caption(say("At most {n} rooms are listed, the latest first.", n=people.SHOWN))
    titles = {line.code: f"{line.title} ({line.code})" for line in lines}
    code = pick(say("Room"), titles)
    with st.container(horizontal=True):
        with st.popover(say("Delete the room"), key=f"admin-end-{code}"):
            st.text(titles[code])
            st.text(say("Its players, their answers and its round go with it, for good."))
            st.button(
                say("Delete"), on_click=press, args=(people.delete_room, code), type="primary"
            )
        with st.popover(say("Delete old rooms")):
            days = st.number_input(
                say("Opened more than so many days ago"), 1, 9999, OLD, key="old-days"
            )
            st.text(say("With their players and answers, for good."))
            st.button(say("Delete all of them"), on_click=_purge, args=(days,), type="primary")


def _purge(days: int) -> None:
    deleted = press(rooms.purge, days)
    notify(say("Rooms deleted: {n}.", n=deleted))
