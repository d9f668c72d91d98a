"""On a reveal: where the fake gave itself away, marked by the player and by all who saw it."""

import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from game.common.language import say
from game.rounds.browser_input import on_face
from game.rounds.game_modes import game_mode
from game.rounds.plan import Photo, Reveal
from game.rounds.spots import MOST, names
from game.ui.buttons import press
from game.ui.play.pair import as_data
from game.ui.resources import game

_HERE = Path(__file__).parent
# Runs of one page may overlap while taps come fast, and the older must not have the last word.
_IN_ORDER = threading.Lock()
_component = st.components.v2.component(
    "discriminator.spots",
    css=(_HERE / "spots.css").read_text(),
    js=(_HERE / "spots.js").read_text(),
)


def draw_spots(player_id: int, reveal: Reveal, pictures: Sequence[bytes]) -> None:
    """The fake to set spots on; of several, one by choice. Nothing where there is none."""
    fakes = [i for i, face in enumerate(reveal.faces) if not isinstance(face, Photo)]
    if not fakes or not st.toggle(
        say("Mark what gave it away"),
        value=game_mode(reveal.plan.mode).teaches,
        key=f"marking-{reveal.trial_id}",
    ):
        return
    place = fakes[0]
    if len(fakes) > 1:
        place = st.segmented_control(
            say("Which face"),
            fakes,
            format_func=lambda at: str(at + 1),
            default=place,
            required=True,
        )
    _component(
        key="spots",
        data={
            "trial": reveal.trial_id,
            "place": place,
            "picture": as_data(pictures[place]),
            "spots": [spot for spot in reveal.spots if spot[0] == place],
            "names": [(key, say(name)) for key, name in names()],
            "words": _words(),
            "most": MOST - sum(spot[0] != place for spot in reveal.spots),
            "sent": st.session_state.get("spots-sent", 0),
        },
        on_spots_change=partial(press, _keep, player_id, reveal),
    )


def _words() -> dict[str, object]:
    """What spots.js writes; it puts the tell, the place or a number into their {names}."""
    return {
        "across": [say("left"), say("middle"), say("right")],
        "down": [say("top"), say("middle"), say("bottom")],
        "where": say("{down} {across}"),
        "tells": say("What gave it away"),
        "face": say("The generated face"),
        "mark": say("Mark {tell}: {where}"),
        "spot": say("{n} {tell}, {where}"),
        "remove": say("Remove mark {spot}"),
        "choose": say("Choose what you noticed, then tap where."),
        "enough": say("{n} marks are enough; remove one to set another."),
    }


def _keep(player_id: int, reveal: Reveal) -> None:
    """Store the spots on one face beside those on the trial's other faces."""
    pressed = on_face(st.session_state["spots"].spots)
    if pressed.trial != reveal.trial_id:  # a tap that arrives after another tab has moved on
        return
    others = [spot for spot in reveal.spots if spot[0] != pressed.place]
    with _IN_ORDER:
        if pressed.sent < st.session_state.get("spots-sent", 0):
            return
        press(game().keep_spots, player_id, pressed.trial, [*others, *pressed.spots])
        # Last: a run that a tap cuts short has not heard of this one, and the browser sends again.
        st.session_state["spots-sent"] = pressed.sent
