"""Opening a saved set: the trials of another class once more."""

import streamlit as st

from game.classroom.rooms import TITLE_LENGTH
from game.classroom.set_file import MOST_BYTES
from game.common.errors import Refused, Unavailable
from game.common.language import say
from game.ui import limits
from game.ui.plain import plain
from game.ui.resources import classroom


def draw_saved_set() -> None:
    """A file and a title; the room that it opens stands in the address afterwards."""
    with st.expander(say("Open a saved set")), st.form("set", border=False):
        title = st.text_input(
            say("Title"),
            max_chars=TITLE_LENGTH,
            placeholder=say("Physics, 10b"),
            key="set-title",
        )
        file = st.file_uploader(
            say("The file of a set, saved at the end of a class"), "json", key="set-file"
        )
        st.caption(
            say(
                "The same faces in the same order, with the same rules. If the file holds how the "
                "other class voted, both stand side by side at the end."
            )
        )
        if st.form_submit_button(say("Open the room with this set"), width="stretch"):
            _open(title, file.getvalue()[: MOST_BYTES + 1] if file else None)


def _open(title: str, file: bytes | None) -> None:
    """Make its faces, which takes a while, and go to the new room."""
    text = say("Making the faces …")
    bar = st.progress(0.0, text)
    try:
        if file is None:
            raise Refused(say("Choose the file of a set first."))
        limits.rooms().take(limits.origin())
        code, secret = classroom().open_set(title, file, lambda done: bar.progress(done, text))
    except (Refused, Unavailable) as reason:
        bar.empty()
        st.warning(plain(reason), icon=":material/info:")
        return
    st.query_params.from_dict({"room": code, "key": secret})
    st.rerun()
