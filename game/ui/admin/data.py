"""The admin's data: exports with their dictionary, a back-up, and putting one back."""

from functools import partial

import pandas as pd
import streamlit as st

from game.admin import data_files
from game.admin.health import examine
from game.common.errors import Refused
from game.common.language import say
from game.store.tables import now
from game.store.transfer.dictionary import COLUMNS
from game.ui.buttons import notify
from game.ui.plain import plain
from game.ui.resources import game, settings

FORMS = {"csv": "text/csv", "jsonl": "application/jsonl", "parquet": "application/octet-stream"}


def draw_data() -> None:
    """What can be taken away, and put back."""
    health = examine(game(), settings())
    if health.answers > data_files.MOST_ANSWERS:
        st.info(
            say(
                "{n} answers are too many for a download from this page. On the server, `python "
                "-m game export FILE` and `python -m game backup FILE` write them to a file.",
                n=health.answers,
            )
        )
    else:
        st.subheader(say("Export"))
        _exports()
        st.subheader(say("Back-up"))
        _back_up()
    st.subheader(say("Restore"))
    _restore(health.people, health.answers)


def _exports() -> None:
    st.markdown(
        say(
            "Everything that was played, a row for each answer, with the recipe of every fake. It "
            "holds nothing that recognises a browser or opens a room."
        )
    )
    names = st.toggle(say("With people's nicknames, not only numbers"))
    with st.container(horizontal=True):
        for form, mime in FORMS.items():
            # Made when it is asked for.
            made = partial(data_files.exported, game().store, form, names=names)
            file = f"answers-{_today()}.{form}"
            # A run of the page would cancel its own download on a slow machine.
            st.download_button(form, made, file, mime, on_click="ignore")
    with st.expander(say("What the columns mean")):
        rows = [(column.name, column.kind, column.meaning) for column in COLUMNS.values()]
        st.dataframe(
            pd.DataFrame(rows, columns=[say("Column"), say("Type"), say("Meaning")]),
            hide_index=True,
        )


def _back_up() -> None:
    st.markdown(
        say(
            "The whole store in one file, of one moment, while players play. Keep it to yourself: "
            "it also holds what browsers and hosts are recognised by."
        )
    )
    st.download_button(
        say("Back-up"),
        partial(data_files.backed_up, game().store),
        f"backup-{_today()}.jsonl.gz",
        "application/gzip",
        on_click="ignore",
    )


def _restore(people: int, answers: int) -> None:
    # Another key once it is done: the form is then empty again, and lets go of the file.
    with st.form(f"restore-{st.session_state.get('restored', 0)}"):
        file = st.file_uploader(say("A back-up of this game, made here or elsewhere"))
        st.markdown(
            say(
                "All that is stored now, {people} people and {answers} answers, is lost: what the "
                "file holds takes its place. Download a back-up first. A file too large for this "
                "page is put back by `python -m game restore FILE`, on the server.",
                people=people,
                answers=answers,
            )
        )
        sure = st.checkbox(say("Replace all that is stored now"))
        sent = st.form_submit_button(say("Restore"))
    if not sent:
        return
    try:
        if file is None:
            raise Refused(say("Choose a back-up first."))
        if not sure:
            raise Refused(say("Tick first that all that is stored now may be replaced."))
        with st.spinner(say("Restoring …")):
            rows = data_files.put_back(game(), file.getvalue())
    except Refused as refusal:
        st.error(plain(refusal))
        return
    notify(say("Restored: {n} rows.", n=rows))
    st.session_state["restored"] = st.session_state.get("restored", 0) + 1
    st.rerun()


def _today() -> str:
    return f"{now():%Y-%m-%d}"
