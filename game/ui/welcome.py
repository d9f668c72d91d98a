"""Before a round: a newcomer's nickname, and the dealing."""

import streamlit as st

from game.generators.recipe import GENERATOR
from game.refusal import Refused, Unavailable
from game.ui.player import join, notify
from game.ui.resources import game


def ask_nickname() -> None:
    """What the game is, and the one field it asks for."""
    with st.container(horizontal_alignment="center"), st.container(width=620):
        st.title("You are the discriminator")
        st.markdown(
            "Two faces. One is a photo; the other was made up a moment ago by a neural network. "
            "**Which one is real?** Ten pairs, and networks judge the same ten."
        )
        with st.form("join", border=False, enter_to_submit=True):
            st.text_input("Nickname", key="nickname", placeholder="any name, not your full one")
            st.form_submit_button("Play", type="primary", on_click=_join, width="stretch")
            st.form_submit_button(
                "Climb from noise to faces",
                on_click=_join,
                kwargs={"climb": True},
                width="stretch",
                help="A GAN's own training as a ladder: pairs get harder while you are right.",
            )
        st.caption(
            "Stored: the nickname, your answers and how long they took, found again by a cookie in "
            "this browser. Nothing else; you can delete it all on the About page."
        )


def deal(player_id: int, generator: str = GENERATOR) -> None:
    """Deal a round, showing that it takes a moment if none was made ahead."""
    text = "Making ten new faces …"
    bar = st.progress(0.0, text)
    try:
        game().start(
            player_id,
            game().plan(generator=generator),
            progress=lambda done: bar.progress(done, text),
        )
    except (Refused, Unavailable) as reason:
        bar.empty()
        st.info(str(reason), icon=":material/info:")
        return
    # Whom this round is against is in the store now; the next one is another question.
    st.query_params.pop("against", None)
    st.rerun()


def climb(player_id: int) -> None:
    """Begin a climb; a refusal is told on the page that follows."""
    try:
        game().climb(player_id)
    except Refused as refusal:
        notify(refusal)


def _join(climb: bool = False) -> None:
    player_id = join(st.session_state["nickname"])
    if climb and player_id is not None:
        game().climb(player_id)
