"""Course: one tell at a time, what to look for and where it can be seen."""

import streamlit as st

from game.common.language import say
from game.rounds.tells import Tell, course
from game.ui.learn.chapters import draw_note, draw_tell

chapters = course().chapters
keys = list(chapters)


def go(to: str) -> None:
    """Open this chapter."""
    st.session_state["tell"] = to


st.title(say("Learning to see"))
introduction = st.empty()
if "tell" not in st.session_state:
    asked = st.query_params.get("tell")
    st.session_state["tell"] = asked if asked in chapters else keys[0]
controls = st.container(horizontal=True, vertical_alignment="bottom")
with controls:
    key = st.selectbox(
        say("Tell"), keys, key="tell", format_func=lambda key: say(chapters[key].name), width=330
    )
    at = keys.index(key)
    before, after = keys[max(at - 1, 0)], keys[min(at + 1, len(keys) - 1)]
    st.button(say("Previous"), on_click=go, args=(before,), disabled=key == before)
    st.button(say("Next"), type="primary", on_click=go, args=(after,), disabled=key == after)
st.query_params["tell"] = key  # not bound to the box: that would put the name there, not the key
chapter = chapters[key]
if isinstance(chapter, Tell):
    introduction.markdown(
        say(
            "What gives a generated face away, one thing at a time. Every face here is made by "
            "this game's generators. Look first, then press *Show where*."
        )
    )
    draw_tell(chapter, controls)
else:
    draw_note(chapter)
if chapter.sources:
    st.caption(say("After {sources}.", sources="; ".join(chapter.sources)))
