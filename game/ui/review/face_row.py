"""Faces in a row, each with what is said of it."""

from collections.abc import Callable, Sequence

import streamlit as st

from game.common.errors import Unavailable
from game.common.language import say
from game.review.may_be_shown import Known
from game.ui.resources import game


def draw_face_row(
    deck: str, faces: Sequence[Known], describe: Callable[[Known], tuple[str, str]]
) -> None:
    """These faces of a deck's rounds; `describe` gives a face's text for who cannot see it, and
    what stands below.
    """
    with st.container(horizontal=True):
        for known in faces:
            try:
                picture = game().dealer_of(deck).pictures.framed(known.face)
            except Unavailable:  # its deck or its weights are no longer here
                continue
            alt, caption = describe(known)
            with st.container(width=160):
                st.image(picture, width=150, output_format="PNG", alt=alt)
                st.caption(caption)
    if not faces:
        st.caption(say("There is none yet that may be shown to you."))
