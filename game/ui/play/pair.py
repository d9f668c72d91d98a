"""The faces of a closed trial, to look at again; what every drawing of a trial's faces shares."""

from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from game.common.language import say
from game.rounds.game_modes import game_mode
from game.rounds.plan import Reveal
from game.ui.play import told

_HERE = Path(__file__).parent
# What every component has that shows a trial's faces: it goes before its own.
FACES_CSS = (_HERE / "faces.css").read_text()
FACES_JS = "".join((_HERE / f"{name}.js").read_text() for name in ("faces", "asking", "pictures"))
PAIR_CSS = FACES_CSS + (_HERE / "pair.css").read_text()
_pair = st.components.v2.component(
    "discriminator.pair",
    css=PAIR_CSS,
    js=FACES_JS + (_HERE / "pair.js").read_text(),
)


def draw_reveal(reveal: Reveal, pictures: Sequence[bytes]) -> None:
    """A closed trial to look at again: without scores, and without anything to press."""
    _pair(
        key=f"again-{reveal.trial_id}",
        data={
            "phase": "reveal",
            "choice": reveal.choice,
            "pictures": [as_data(picture) for picture in pictures],
            "words": told.face_words(len(pictures)),
            "truth": told.truth(reveal),
            "verdicts": [{"name": name, "p_fake": p_fake} for name, p_fake in _verdicts(reveal)],
        },
    )


def _verdicts(reveal: Reveal) -> list[tuple[str, Sequence[float]]]:
    if not game_mode(reveal.plan.mode).networks_told:
        return []
    return [(say(verdict.nickname), verdict.p_fake) for verdict in reveal.verdicts]


def as_data(picture: bytes) -> str:
    """A picture as an address that carries it, so that there is nothing to fetch."""
    return "data:image/png;base64," + b64encode(picture).decode()
