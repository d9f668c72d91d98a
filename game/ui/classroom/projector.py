"""The projector: the lobby with its code, the trial and how many have answered, the reveal."""

from dataclasses import replace
from html import escape

import streamlit as st

from game.classroom.views import HostView
from game.common.errors import Refused, Unavailable
from game.common.language import say
from game.common.vocabulary import Pace, RoomPhase
from game.rounds.designs import question
from game.ui.classroom import controls, end, join_address, text, watch
from game.ui.classroom.votes import draw_votes
from game.ui.plain import plain
from game.ui.play.pair import draw_faces, draw_reveal
from game.ui.resources import classroom

EVERY = 1.0  # seconds between looks at who has come or answered


def draw_projector(view: HostView, secret: str) -> None:
    """The room as it stands, and under it what the host can press."""
    match view.snapshot.room.phase:
        case RoomPhase.LOBBY:
            _lobby(view)
        case RoomPhase.ENDED:
            end.draw_end(view, secret)
        case _ if view.snapshot.trial_id is None:
            _way_in(view)
        case _:
            _trial(view, view.snapshot.trial_id)
    live = st.container()
    controls.draw_controls(view, secret)
    if view.snapshot.room.phase is not RoomPhase.ENDED:
        with live:
            watch.watch_room(
                str(view.signal), EVERY, lambda: _live(view.snapshot.room.code, secret)
            )


def _lobby(view: HostView) -> None:
    text.heading(view.snapshot.room.title)
    _way_in(view)
    if hint := join_address.hint():
        st.info(hint, icon=":material/wifi:")


def _way_in(view: HostView) -> None:
    """The code in letters for the last row, the address to type, and both as a QR code."""
    address = join_address.join_address(view.snapshot.room.code)
    shown = address.split("://")[-1].split("?")[0]
    code, picture = st.columns([3, 2], vertical_alignment="center")
    with code:
        text.big(say("Open {address} and type", address=shown))
        text.heading(view.snapshot.room.code, "clamp(2.2rem, 5.4vw, 7rem)")
    with picture:
        alt = escape(say("QR code of {address}", address=address))
        st.html(
            f'<img src="{join_address.qr_code(address)}" alt="{alt}" '
            'style="display:block;margin:auto;width:min(38vh, 100%)">'
        )


def _trial(view: HostView, trial_id: int) -> None:
    """What is asked, or the truth of it and what the class and the networks said."""
    room, plan = view.snapshot.room, view.snapshot.plan
    number = say("{n} of {m}", n=room.position, m=len(view.snapshot.trials))
    asked = say(question(plan.design, plan.target).question)
    text.heading(say("{number}: {what}", number=number, what=asked))
    try:
        pictures = classroom().pictures(trial_id)
    except Unavailable as error:
        st.error(say("These faces cannot be drawn. {why}", why=plain(error)))
        return
    if view.told is None:
        draw_faces(trial_id, room.position, pictures)
        return
    draw_reveal(replace(view.told.truth, position=room.position), pictures)
    draw_votes(view.told)


def _live(code: str, secret: str) -> str:
    """What changes by itself, and the room's version."""
    try:
        view = classroom().host_view(code, secret)
    except Refused:
        return "gone"
    inside = len(view.snapshot.players)
    if view.snapshot.room.phase is RoomPhase.LOBBY:
        here = say("{n} in the room", n=inside)
        text.big(here if inside else say("Nobody is here yet."))
        text.names(player.nickname for player in view.snapshot.players)
    elif view.snapshot.room.pace is Pace.SELF:
        text.big(say("{n} of {m} have finished", n=view.finished, m=inside))
    elif view.snapshot.room.phase is RoomPhase.ASK:
        paused = say("Paused.") + " " if view.snapshot.room.paused else ""
        late = "" if view.snapshot.room.locked else f" · {code}"
        answered = say("{n} of {m} have answered", n=view.answered, m=inside)
        text.big(f"{paused}{answered}{late}")
    return str(view.signal)
