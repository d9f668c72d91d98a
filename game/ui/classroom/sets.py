"""Opening a saved set: the trials of another class once more."""

from collections.abc import Callable

import streamlit as st

from game.classroom.rooms import TITLE_LENGTH
from game.classroom.set_file import MOST_BYTES
from game.common.errors import Refused
from game.common.language import say
from game.ui.classroom import opening
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
            say("The file of a set, saved at the end of a class"),
            "json",
            key="set-file",
            max_upload_size=1,
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
    def open_room(progress: Callable[[float], object]) -> tuple[str, str]:
        if file is None:
            raise Refused(say("Choose the file of a set first."))
        return classroom().open_set(title, file, progress)

    opening.go_to(open_room)
