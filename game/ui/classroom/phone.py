"""A player's side of a room: the way in, the trial with its answers, the wait, the own result.

How a press of the host reaches thirty browsers: each asks every 0.7 s, in a fragment that draws
nothing (`room_watch`), whether its page is still what the room is at. `SnapshotCache` answers from
memory, so a tick costs a few milliseconds and no picture; only after a change the page is drawn
anew, from pictures that were encoded once for all before the press counted.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from game.classroom.snapshot import Snapshot
from game.classroom.views import PlayerView
from game.common import words
from game.common.errors import Refused, Unavailable
from game.common.language import say
from game.common.vocabulary import Pace, RoomPhase
from game.common.words import CODE_LENGTH
from game.rounds import browser_input
from game.rounds.designs import question
from game.rounds.plan import Phase, Reveal, Turn
from game.rounds.players import NICKNAME_LENGTH
from game.rounds.revealing import outcomes
from game.ui.buttons import button, press
from game.ui.classroom import seat, text, watch
from game.ui.plain import plain
from game.ui.play.pair import draw_reveal, draw_turn
from game.ui.resources import classroom, game

EVERY = 0.7  # seconds between looks at the room


def draw_join_form(code: str) -> None:
    """The code, unless the address has it, and a nickname with a proposal."""
    with st.container(horizontal_alignment="center"), st.container(width=420):
        st.title(say("Join a class"))
        if taken := st.session_state.pop(seat.TAKEN, None):
            _is_it_you(code, taken)
            return
        st.session_state.setdefault("room-name", words.nickname())
        with st.form("join-room", border=False):
            st.text_input(
                say("Code"),
                code,
                max_chars=CODE_LENGTH,
                key="room-code",
                placeholder=say("three parts, off the board"),
            )
            st.text_input(say("Nickname"), max_chars=NICKNAME_LENGTH, key="room-name")
            st.form_submit_button(say("Join"), type="primary", on_click=_join, width="stretch")
        st.caption(
            say(
                "Any name will do. Stored until the class is deleted: the nickname, your answers "
                "and how long they took."
            )
        )


def draw_phone(code: str, token: str) -> None:
    """Where this player stands. Raises Refused if they are no longer in the room."""
    if classroom().waits(code, token):
        text.big(say("The host has been asked to let you back in. Wait a moment."))
        with st.container(horizontal_alignment="center"):
            st.button(say("Do not wait"), on_click=seat.stand_up, args=(code,))
        watch.watch_room(str(True), EVERY, lambda: _waits(code, token))
        return
    view = classroom().player_view(code, token)
    _draw(view, code, token)

    def drawn_from(snapshot: Snapshot | None) -> str:
        return str(snapshot and snapshot.signal(view.player.id))

    watch.watch_room(
        drawn_from(view.snapshot), EVERY, lambda: drawn_from(classroom().snapshots.of(code))
    )


def _is_it_you(code: str, nickname: str) -> None:
    """The way back for a phone that has lost its cookie, without a second player of the name."""
    st.text(say("{name} is in this room already. Is that you?", name=nickname))
    back, another = say("That is me: ask the host"), say("I am somebody else")
    button(back, seat.ask_back, code, nickname, type="primary", width="stretch")
    button(another, partial(seat.join, another=True), code, nickname, width="stretch")
    st.button(say("Take another name"), width="stretch")


def _waits(code: str, token: str) -> str:
    try:
        return str(classroom().waits(code, token))
    except Refused:
        return "refused"


def _draw(view: PlayerView, code: str, token: str) -> None:
    if view.turn is not None:
        _trial(view, view.turn, code, token)
        return
    team = say("Team {n}", n=view.player.team) if view.player.team else ""
    text.heading(" · ".join(filter(None, (view.player.nickname, team))))
    match view.snapshot.room.phase:
        case RoomPhase.LOBBY:
            text.big(say("You are in. Look at the projector."))
        case RoomPhase.ENDED:
            _result(view)
        case _:
            text.big(say("You have finished. Wait for the others."))
            if view.snapshot.plan.feedback:
                _score(view.past)
    with st.container(horizontal_alignment="center"), st.popover(say("Leave"), type="tertiary"):
        st.text(say("Leave this class and delete your answers? For good."))
        button(say("Leave and delete"), seat.leave, code, type="primary")


def _trial(view: PlayerView, turn: Turn, code: str, token: str) -> None:
    """The trial on the table and what can be done with it now."""
    asks = turn.phase is Phase.ASK and not view.snapshot.room.paused

    def on_answer(told: Any) -> None:
        pressed = browser_input.answer(told)
        classroom().answer(code, token, pressed.trial, pressed.place, pressed.seconds)

    try:
        pictures = classroom().pictures(turn.trial_id)
    except Unavailable as error:
        st.error(say("These faces cannot be drawn. {why}", why=plain(error)))
        return
    told = () if view.reveal is None or view.reveal in view.past else (view.reveal,)
    draw_turn(
        turn if asks or turn.phase is Phase.REVEAL else replace(turn, phase=Phase.SURE),
        say("{n} of {m}", n=turn.position, m=turn.length),
        pictures,
        (*view.past, *told),
        networks=game().network_names,
        on_answer=partial(press, on_answer),
    )
    st.markdown(f"**{_line(view, turn)}**", text_alignment="center")
    with st.container(horizontal=True, horizontal_alignment="center"):
        if asks:
            asked = question(turn.plan.design, turn.plan.target)
            for place, (label, key) in enumerate(asked.buttons()):
                _button(label, classroom().answer, code, token, turn.trial_id, place, shortcut=key)
        elif turn.phase is Phase.REVEAL and view.snapshot.room.pace is Pace.SELF:
            label = say("Next") if turn.position < turn.length else say("See how you did")
            _button(label, classroom().advance, code, token, turn.trial_id, type="primary")


def _line(view: PlayerView, turn: Turn) -> str:
    if turn.phase is Phase.REVEAL and view.reveal is not None:
        return {
            True: say("Right."),
            False: say("Fooled."),
            None: say("You did not answer in time."),
        }[view.reveal.correct]
    if view.snapshot.room.paused:
        return say("The host has paused the class.")
    if turn.phase is Phase.SURE:
        return say("Your answer is in. Look at the projector.")
    return say(question(view.snapshot.plan.design, view.snapshot.plan.target).question)


def _result(view: PlayerView) -> None:
    """The player's own score beside the networks', and what fooled them."""
    text.big(say("The class is over."))
    _score(view.past)
    for reveal in view.past:
        if reveal.correct is False:
            try:
                draw_reveal(reveal, classroom().pictures(reveal.trial_id))
            except Unavailable as error:
                number = say("Trial {n}", n=reveal.position)
                st.caption(
                    say("{trial} cannot be drawn again. {why}", trial=number, why=plain(error))
                )


def _score(past: tuple[Reveal, ...]) -> None:
    lines = outcomes(past, game().network_names)
    own = lines.pop("you")
    text.heading(say("{correct} of {trials} right", correct=own.count(True), trials=len(own)))
    text.big(" · ".join(f"{say(name)} {line.count(True)}" for name, line in lines.items()))


def _button(label: str, act: Callable[..., None], *detail: Any, **look: Any) -> None:
    _, _, trial_id = detail[:3]
    button(label, act, *detail, of=trial_id, **look)


def _join() -> None:
    press(seat.join, st.session_state["room-code"], st.session_state["room-name"])
