"""What a room's host can press, under the projector's picture."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from game.classroom import lead
from game.classroom.views import HostView
from game.common.language import say
from game.common.vocabulary import Pace, RoomPhase
from game.rounds.players import NICKNAME_LENGTH
from game.store.tables import Player
from game.ui.buttons import button, notify
from game.ui.resources import classroom


def draw_controls(view: HostView, secret: str) -> None:
    """The next step in front, the seldom needed behind it, and who is in the room out of sight."""
    room = view.snapshot.room
    for player in view.returning:
        _asks_back(player, room.code, secret)
    with st.container(horizontal=True, horizontal_alignment="center"):
        _forward(view, secret)
        if room.phase is RoomPhase.ASK:
            label = say("Go on") if room.paused else say("Pause")
            _button(label, view, secret, lead.pause, not room.paused)
        if room.phase is not RoomPhase.ENDED:
            label = say("Unlock") if room.locked else say("Lock")
            _button(label, view, secret, lead.lock, not room.locked)
            with st.popover(say("End")):
                st.text(say("End the class for everybody? The result comes up here."))
                _button(say("End the class"), view, secret, lead.end, type="primary")
        with st.popover(say("Delete")):
            st.text(say("Delete this room with everybody in it and every answer? For good."))
            _button(say("Delete the room"), view, secret, lead.delete, type="primary")
    with st.expander(say("Players ({n}) and how to come back", n=len(view.snapshot.players))):
        st.caption(
            say(
                "The address of this page opens the room to whoever has it: keep it private. A "
                "reload brings you back to it."
            )
        )
        _players(view, secret)


def _asks_back(player: Player, code: str, secret: str) -> None:
    """Somebody whose phone has lost its seat, by name: the host looks who it is."""
    with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center"):
        st.text(say("{name} asks to come back", name=player.nickname), width="content")
        for label, admitted in ((say("Let in"), True), (say("Refuse"), False)):
            button(label, classroom().let_back, code, secret, player.id, admitted, of=player.id)


def _forward(view: HostView, secret: str) -> None:
    """The buttons that lead the class through its trials."""
    room = view.snapshot.room
    if room.phase is RoomPhase.LOBBY:
        _button(say("Begin"), view, secret, lead.begin, type="primary")
    if room.pace is Pace.SELF or room.phase in (RoomPhase.LOBBY, RoomPhase.ENDED):
        return
    asking = room.phase is RoomPhase.ASK
    if asking and view.snapshot.plan.feedback:
        if room.position > 1:
            _button(say("Back to the reveal"), view, secret, lead.back, room.position)
        _button(say("Reveal"), view, secret, lead.reveal, room.position, type="primary")
    else:
        last = room.position == len(view.snapshot.trials)
        label = say("Show the result") if last else say("Next")
        _button(label, view, secret, lead.next_trial, room.position, type="primary")


def _players(view: HostView, secret: str) -> None:
    """One of them to be renamed or taken out: a row for each would cost a full class its speed."""
    names = {player.id: player.nickname for player in view.snapshot.players}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        player_id = st.selectbox(
            say("Player"), list(names), format_func=names.__getitem__, width=260
        )
        if player_id is None:
            return
        field = f"name-{player_id}-{names[player_id]}"
        st.text_input(
            say("Name"), names[player_id], max_chars=NICKNAME_LENGTH, key=field, width=260
        )
        button(say("Rename"), _rename, view, secret, player_id, field)
        button(say("Remove"), _lead, view, secret, lead.remove, player_id)


def _button(
    label: str, view: HostView, secret: str, act: Callable[..., None], *detail: Any, **look: Any
) -> None:
    at = f"{view.snapshot.room.phase}-{view.snapshot.room.position}"
    button(label, _lead, view, secret, act, *detail, of=at, **look)


def _rename(view: HostView, secret: str, player_id: int, field: str) -> None:
    _lead(view, secret, lead.rename, player_id, st.session_state[field])


def _lead(view: HostView, secret: str, act: Callable[..., None], *detail: Any) -> None:
    classroom().lead(view.snapshot.room.code, secret, act, *detail)
    if act is lead.delete:
        st.query_params.clear()
        notify(say("The room and everything in it are deleted."))
