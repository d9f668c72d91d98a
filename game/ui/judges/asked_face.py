"""A face of a visitor's own picture, as the judges see it."""

import streamlit as st

from game.common.language import say
from game.discriminators.asked import AskedFace
from game.ui.plain import plain
from game.ui.resources import jury


def draw_face(face: AskedFace, label: str) -> None:
    """The face with every judge's verdict, and what the networks looked at."""
    left, right = st.columns([1, 2])
    left.image(
        face.framed, label, width=220, output_format="PNG", alt=say("The face as judges see it")
    )
    if face.note:
        left.warning(plain(face.note))
    with right:
        for name, p in jury().verdicts(face).items():
            st.progress(p, say("{name}: {p:.0%} fake", name=say(name), p=p))
    with st.spinner(say("What did they look at?")):
        looked_at = jury().looked_at(face)
    for column, (name, picture) in zip(st.columns(len(looked_at)), looked_at.items(), strict=True):
        column.image(
            picture,
            say("What {name} looked at", name=say(name)),
            width=220,
            output_format="PNG",
            alt=say(name),
        )
