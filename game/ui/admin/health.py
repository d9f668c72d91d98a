"""The admin's first look: what is wrong, and how the parts of the server are."""

import streamlit as st

from game.admin.health import duration, examine
from game.common.language import say
from game.ui.plain import plain
from game.ui.resources import game, settings


def draw_health() -> None:
    """What is wrong in red, figures, and what is at work here."""
    health = examine(game(), settings())
    for problem in health.problems:
        st.error(plain(problem), icon=":material/error:")
    if not health.problems:
        st.success(say("All is well."), icon=":material/check:")
    figures = {
        say("Rounds made ahead"): str(health.rounds_ready),
        say("Rooms open"): str(health.rooms_open),
        say("People"): f"{health.people:,}",
        say("Answers"): f"{health.answers:,}",
        say("Database answers in"): say("{n:.2f} ms", n=health.milliseconds),
        say("Database"): say("{n:.1f} MB", n=health.database_bytes / 1e6),
        say("Free on the disk"): say("{n:.1f} GB", n=health.free_bytes / 1e9),
        say("Running for"): duration(health.running),
    }
    with st.container(horizontal=True):
        for name, value in figures.items():
            st.metric(name, value, width=165, border=True)
    st.markdown(
        "\n".join(
            f"- {plain(line)}"
            for line in (
                say("Generator: {name}", name=health.generator),
                say("Judges: {names}", names=", ".join(health.judges)),
                say(
                    "Database: {name}, tables of revision {revision}",
                    name=health.database,
                    revision=health.revision,
                ),
                say(
                    "Versions: {versions}",
                    versions=", ".join(f"{name} {n}" for name, n in health.versions.items()),
                ),
            )
        )
    )
    st.button(say("Look again"))
    st.caption(say("`python -m game doctor` tries every part of the game."))
