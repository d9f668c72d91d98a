"""A player's side of a room: one component, which the room's channel keeps up to date.

What it draws comes over that channel and not from here: no press in the room runs this page again.
"""

from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from game.classroom.rooms import GONE
from game.classroom.snapshot import Snapshot
from game.common.language import say
from game.common.vocabulary import Pace
from game.rounds.designs import Question, question
from game.ui.buttons import press
from game.ui.classroom import seat
from game.ui.play.pair import FACES_CSS, FACES_JS
from game.ui.play.told import face_words
from game.ui.resources import classroom, game

_LOOK = """
<style>
  body .away.away { display: none; }  /* the phone has its own words for a room out of reach */
  /* The halves of the screen are answers: nothing there may lead away. The corner still does. */
  .st-key-places, .st-key-tabs, .st-key-foot { display: none; }
  body [data-testid="stMainBlockContainer"] { padding-bottom: 1rem; }  /* no places here */
</style>
"""
_HERE = Path(__file__).parent


def _script(*names: str) -> str:
    return "".join((_HERE / f"{name}.js").read_text() for name in names)


# How every component of a room follows it: behind FACES_JS and before its own.
LIVE_JS = _script("live")
_phone = st.components.v2.component(
    "discriminator.phone",
    css=FACES_CSS + (_HERE / "phone.css").read_text(),
    js=FACES_JS + LIVE_JS + _script("answer_box", "table", "result", "phone"),
)


def draw_phone(code: str, token: str) -> None:
    """Where this player stands. Raises Refused if they are no longer in the room."""
    snapshot = classroom().seated(code, token)
    st.html(_LOOK)
    _phone(
        key="phone",
        data={
            "code": snapshot.room.code,
            "alone": snapshot.room.pace is Pace.SELF,
            "words": _words(snapshot),
        },
        on_gone_change=lambda: None,  # the run that follows finds the seat gone, and says why
        on_leave_change=partial(press, seat.leave, code),
        on_stand_up_change=partial(seat.stand_up, code),
    )


def _words(snapshot: Snapshot) -> dict[str, Any]:
    """What phone.js writes; it puts names and numbers into their {names}."""
    asked = question(snapshot.plan.design, snapshot.plan.target)
    return face_words(snapshot.faces) | _of_the_trial(asked) | _of_the_room()


def _of_the_trial(asked: Question) -> dict[str, Any]:
    answers = [label for label, _ in asked.buttons()]
    return {
        "number": say("{n} of {m}"),
        "question": " ".join(filter(None, (say(asked.question), asked.hint and say(asked.hint)))),
        "answers": answers,
        "sending": say("Your answer is on its way."),
        "answered": say("Your answer is in. Look at the projector."),
        "outcome": {
            "true": say("Right."),
            "false": say("Fooled."),
            "null": say("You did not answer in time."),
        },
        "next": say("Next"),
        "last": say("See how you did"),
        "undrawn": say("These faces cannot be drawn."),
        "fooled": say(asked.fooled),
    }


def _of_the_room() -> dict[str, Any]:
    return {
        "door": say("The host has been asked to let you back in. Wait a moment."),
        "stand_up": say("Do not wait"),
        "lobby": say("You are in. Look at the projector."),
        "team": say("Team {n}"),
        "paused": say("The host has paused the class."),
        "done": say("You have finished. Wait for the others."),
        "over": say("The class is over."),
        "right": say("{correct} of {trials} right"),
        "unanswered": say("You have not answered."),
        "place": say("You are number {n} of {m}."),
        "ranks": [say("1st"), say("2nd"), say("3rd")],
        "networks": {name: say(name) for name in game().networks.names},
        "leave": say("Leave"),
        "leave_sure": say("Leave this class and delete your answers? For good."),
        "leave_now": say("Leave and delete"),
        "gone": say(GONE),
        "again": say("Join a class"),
        "offline": say("No connection. This page goes on by itself once there is one."),
        "offline_kept": say("No connection. Your answer is kept, and sent once there is one."),
    }
