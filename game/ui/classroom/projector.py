"""The host's page of a room: one component, kept up to date by the room's channel.

On a projector it is what the class looks at, on a phone the remote. What leads the class goes from
the browser to the room at once; only what is done to players runs this page again.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from game.classroom import lead
from game.classroom.report import Report
from game.classroom.rules import REVEAL_AFTER, SHOWN_AT_THE_END
from game.classroom.views import HostView
from game.common.errors import Refused
from game.common.language import say
from game.common.vocabulary import Pace, RoomPhase
from game.rounds import browser_input
from game.rounds.designs import Question, question, said
from game.rounds.players import NICKNAME_LENGTH
from game.ui import server_address
from game.ui.buttons import press
from game.ui.classroom import end, manage
from game.ui.classroom.form import REVEALS
from game.ui.classroom.phone import LIVE_JS
from game.ui.play.pair import FACES_CSS, FACES_JS
from game.ui.play.told import face_words
from game.ui.resources import classroom, game

PODIUM = 3
# No navigation on a wall; while the room is away, the component says so itself.
_LOOK = """
<style>
  div:has(> .st-key-top), .st-key-tabs, .st-key-foot, body .away.away { display: none; }
  [data-testid="stMain"]:focus-visible { outline: none; }  /* a key that leads on focuses it */
  [data-testid="stMainBlockContainer"] { padding: 0 1.5rem 2rem; }
</style>
"""
_HERE = Path(__file__).parent
_PARTS = ("result", "people", "settings", "scenes", "projector")
_projector = st.components.v2.component(
    "discriminator.projector",
    css=FACES_CSS + (_HERE / "projector.css").read_text(),
    js=FACES_JS + LIVE_JS + "".join((_HERE / f"{name}.js").read_text() for name in _PARTS),
)


def draw_projector(view: HostView, secret: str) -> None:
    """The room as it stands, what came out once it is over, and what is seldom needed."""
    room = view.snapshot.room
    over = room.phase is RoomPhase.ENDED
    report = classroom().report(room.code, secret) if over else None
    st.html(_LOOK)
    _projector(
        key="projector",
        data=_of_the_room(view) | {"podium": _podium(view, report), "words": _words(view)},
        on_player_change=lambda: press(
            act_on_player, room.code, secret, st.session_state["projector"].player
        ),
        on_over_change=lambda: None,  # the run that follows has what came out
    )
    if report:
        end.draw_end(report, secret, ranked=room.ranking in SHOWN_AT_THE_END)
    manage.draw_manage(view, secret)


def _of_the_room(view: HostView) -> dict[str, Any]:
    room, plan = view.snapshot.room, view.snapshot.plan
    address = server_address.join_address(room.code)
    return {
        "code": room.code,
        "title": room.title,
        "address": address.split("://")[-1].split("?")[0],
        "link": address,
        "qr": server_address.qr_code(address),
        "hint": server_address.hint(),
        "feedback": plan.feedback,
        "alone": room.pace is Pace.SELF,
        "longest": NICKNAME_LENGTH,
        "reveals": [[seconds, say(REVEALS[seconds])] for seconds in REVEAL_AFTER],
    }


def _podium(view: HostView, report: Report | None) -> list[dict[str, Any]] | None:
    """The best, None before the end; nobody where the ranking is not for all to see."""
    if report is None:
        return None
    shown = view.snapshot.room.ranking in SHOWN_AT_THE_END
    lines = zip(report.ranks, report.players, strict=True)
    best = [(rank, line) for rank, line in lines if line.answers][: PODIUM if shown else 0]
    return [
        {
            "rank": rank,
            "nickname": line.nickname,
            "right": line.right,
            "answers": line.answers,
        }
        for rank, line in best
    ]


# What is done with a player, and what may stand with it: a name, another player, nothing.
_ACTS: Mapping[str, tuple[Callable[..., None], Callable[[Any], bool]]] = {
    "rename": (lead.rename, lambda detail: isinstance(detail, str)),
    "merge": (lead.merge, browser_input.is_whole),
    "remove": (lead.remove, lambda detail: detail is None),
}


def act_on_player(code: str, secret: str, pressed: Any) -> None:
    """Do what was pressed on a player's name. Raises Refused for anything but that."""
    told = browser_input.on_player(pressed)
    if told.act in ("admit", "refuse"):
        classroom().let_back(code, secret, told.player, told.act == "admit")
        return
    act, fits = _ACTS.get(told.act, (None, None))
    if act is None or fits is None or not fits(told.detail):
        raise Refused(say("A host cannot do this."))
    detail = () if told.detail is None else (told.detail,)
    classroom().lead(code, secret, act, told.player, *detail)


def _words(view: HostView) -> dict[str, Any]:
    """What the scripts write; they put names and numbers into their {names}."""
    asked = question(view.snapshot.plan.design, view.snapshot.plan.target)
    return face_words(view.snapshot.faces) | _of_the_trial(asked) | _of_the_class() | _of_the_host()


def _of_the_trial(asked: Question) -> dict[str, Any]:
    return {
        "number": say("{n} of {m}"),
        "question": " ".join(filter(None, (say(asked.question), asked.hint and say(asked.hint)))),
        "answers": [said(label) for label in asked.answers()],
        "undrawn": say("These faces cannot be drawn."),
        "answered": say("{n} of {m} have answered"),
        "crowd": {
            "true": say("Most of you were right: {right} of {n}."),
            "false": say("Most of you were fooled: {right} of {n}."),
            "null": say("No majority: {right} of {n}."),
        },
        "judged": {"true": "✓", "false": "✗", "null": "–"},
        "networks": {name: say(name) for name in game().networks.names},
        "seconds": say("{n} s"),
    }


def _of_the_class() -> dict[str, Any]:
    return {
        "way_in": say("Open {address} and type"),
        "qr": say("QR code of {address}"),
        "enlarge": say("Show the code large"),
        "inside": say("{n} in the room"),
        "nobody": say("Nobody is here yet."),
        "finished": say("{n} of {m} have finished"),
        "paused": say("Paused."),
        "locked": say("Nobody else may come in."),
        "over": say("The class is over."),
        "right": say("{correct} of {trials} right"),
        "ranks": [say("1st"), say("2nd"), say("3rd")],
        "team": say("Team {n}"),
        "gone": say("This browser hosts no such room, or it is no longer there."),
        "rooms": say("My rooms, and new ones"),
        "offline": say("No connection. This page goes on by itself once there is one."),
    }


def _of_the_host() -> dict[str, Any]:
    return {
        "begin": say("Begin"),
        "reveal": say("Reveal"),
        "next": say("Next"),
        "last": say("Show the result"),
        "podium": say("Show the next place"),
        "back": say("Back to the reveal"),
        "pause": say("Pause"),
        "resume": say("Go on"),
        "full": say("Full screen"),
        "close": say("Close"),
        "manage": say("Players ({n}) and settings"),
        "lock": say("Lock"),
        "unlock": say("Unlock"),
        "reveals": say("The truth comes up"),
        "end": say("End"),
        "end_sure": say("End the class for everybody? The result comes up here."),
        "end_now": say("End the class"),
        "asks_back": say("{name} asks to come back"),
        "admit": say("Let in"),
        "refuse": say("Refuse"),
        "name": say("Name"),
        "rename": say("Rename"),
        "remove": say("Remove with all answers"),
        "ghost": say("The same person as"),
        "merge": say("Make one of both"),
        "merge_note": say("Answers of both are kept, the first one to each trial."),
    }
