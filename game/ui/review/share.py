"""The card that a player may share."""

import streamlit as st

from game.common.language import say
from game.review import share_card
from game.review.history import OTHERS, Rank
from game.scoring.leaderboard import MINIMUM_TRIALS
from game.ui.resources import game
from game.ui.server_address import base


def draw_card(nickname: str, rank: Rank | None) -> None:
    """A picture to share, made on a press, with a face of nobody."""
    st.subheader(say("A card to share"))
    if rank is None:
        st.caption(say("After {n} scored pairs you can have one.", n=MINIMUM_TRIALS))
        return
    figures = share_card.Figures(
        nickname,
        rank.right,
        rank.n,
        rank.better_than if rank.people > OTHERS else None,
    )
    address = base()
    if st.button(say("Make a card"), icon=":material/id_card:"):
        made = share_card.face(game().dealer.generator)
        st.session_state["card"] = share_card.card(made, figures, address)
    if "card" in st.session_state:
        said = ", ".join(share_card.lines(figures))
        st.image(
            st.session_state["card"],
            width=600,
            alt=say("A generated face; {said}; {address}", said=said, address=address),
        )
        st.download_button(
            say("Download the card"),
            st.session_state["card"],
            "play-the-discriminator.png",
            "image/png",
            icon=":material/download:",
            on_click="ignore",
        )
