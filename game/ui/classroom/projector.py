"""The projector: the lobby with its code, the trial and how many have answered, the reveal."""

from dataclasses import replace
from html import escape

import streamlit as st

from game.classroom.classroom import Hall
from game.classroom.report import TrialLine
from game.classroom.report_files import choices, said
from game.common.errors import Refused, Unavailable
from game.common.language import say
from game.common.vocabulary import Pace, RoomPhase
from game.ui.classroom import controls, end, join_address, text, watch
from game.ui.classroom.phone import QUESTIONS
from game.ui.plain import plain
from game.ui.play.pair import show_faces, show_reveal
from game.ui.resources import classroom

EVERY = 1.0  # seconds between looks at who has come or answered


def show(hall: Hall, secret: str) -> None:
    """The room as it stands, and under it what the host can press."""
    match hall.board.room.phase:
        case RoomPhase.LOBBY:
            _lobby(hall)
        case RoomPhase.ENDED:
            end.show(hall, secret)
        case _ if hall.board.trial_id is None:
            _way_in(hall)
        case _:
            _trial(hall, hall.board.trial_id)
    live = st.container()
    controls.show(hall, secret)
    if hall.board.room.phase is not RoomPhase.ENDED:
        with live:
            watch.show(str(hall.signal), EVERY, lambda: _live(hall.board.room.code, secret))


def _lobby(hall: Hall) -> None:
    text.heading(hall.board.room.title)
    _way_in(hall)
    if hint := join_address.hint():
        st.info(hint, icon=":material/wifi:")


def _way_in(hall: Hall) -> None:
    """The code in letters for the last row, the address to type, and both as a QR code."""
    address = join_address.join_address(hall.board.room.code)
    shown = address.split("://")[-1].split("?")[0]
    code, picture = st.columns([3, 2], vertical_alignment="center")
    with code:
        text.big(say("Open {address} and type", address=shown))
        text.heading(hall.board.room.code, "clamp(2.2rem, 5.4vw, 7rem)")
    with picture:
        alt = escape(say("QR code of {address}", address=address))
        st.html(
            f'<img src="{join_address.qr_code(address)}" alt="{alt}" '
            'style="display:block;margin:auto;width:min(38vh, 100%)">'
        )


def _trial(hall: Hall, trial_id: int) -> None:
    """What is asked, or the truth of it and what the class and the networks said."""
    board = hall.board
    number = say("{n} of {m}", n=board.room.position, m=len(board.trials))
    asked = say(QUESTIONS[board.plan.design, board.plan.target])
    text.heading(say("{number}: {what}", number=number, what=asked))
    try:
        pictures = classroom().pictures(trial_id)
    except Unavailable as error:
        st.error(say("These faces cannot be drawn. {why}", why=plain(error)))
        return
    if hall.told is None:
        show_faces(trial_id, hall.board.room.position, pictures)
        return
    show_reveal(replace(hall.told.truth, position=hall.board.room.position), pictures)
    votes(hall.told)


def votes(line: TrialLine) -> None:
    """How the class voted, what most of it thought, and which networks were right."""
    labels = choices(line.truth.plan.design, len(line.truth.faces))
    text.big(
        " · ".join(
            say("{number}: {what}", number=said(label), what=votes)
            for label, votes in zip(labels, line.votes, strict=True)
        )
    )
    crowd = {
        True: say("Most of you were right: {right} of {n}.", right=line.right, n=line.answers),
        False: say("Most of you were fooled: {right} of {n}.", right=line.right, n=line.answers),
        None: say("No majority: {right} of {n}.", right=line.right, n=line.answers),
    }[line.crowd]
    if line.networks:
        right = [say(name) for name, correct in line.networks.items() if correct]
        names = ", ".join(right) or say("none")
        crowd += " " + say("Networks that were right: {names}.", names=names)
    text.big(crowd)


def _live(code: str, secret: str) -> str:
    """What changes by itself, and the room's version."""
    try:
        hall = classroom().hall(code, secret)
    except Refused:
        return "gone"
    inside = len(hall.board.players)
    if hall.board.room.phase is RoomPhase.LOBBY:
        here = say("{n} in the room", n=inside)
        text.big(here if inside else say("Nobody is here yet."))
        text.names(player.nickname for player in hall.board.players)
    elif hall.board.room.pace is Pace.SELF:
        text.big(say("{n} of {m} have finished", n=hall.finished, m=inside))
    elif hall.board.room.phase is RoomPhase.ASK:
        paused = say("Paused.") + " " if hall.board.room.paused else ""
        late = "" if hall.board.room.locked else f" · {code}"
        answered = say("{n} of {m} have answered", n=hall.answered, m=inside)
        text.big(f"{paused}{answered}{late}")
    return str(hall.signal)
