"""Faces on which people and a network differ most, as far as this visitor may see them."""

import streamlit as st

from game.common.errors import Unavailable
from game.common.language import say
from game.review.guesses.table import GuessTable
from game.review.view import View
from game.review.visible import visible
from game.rounds.rounds import Photo
from game.ui.plain import plain
from game.ui.resources import differing, game

SHOWN = 8


def show(table: GuessTable, view: View, network: tuple[int, str], viewer_id: int | None) -> None:
    """The pictures, each with what people and the network, by id and name, thought."""
    network_id, name = network
    found, _ = differing().of(table, (view, network_id))
    with game().store.read() as session:
        shown = visible(session, table, found, viewer_id, SHOWN)
    with st.container(horizontal=True):
        for face in shown:
            try:
                picture = game().dealer_of(view.deck).picture(face.face)
            except Unavailable:  # its deck or its weights are no longer here
                continue
            truth = say("real photo") if isinstance(face.face, Photo) else say("generated")
            with st.container(width=160):
                st.image(picture, width=150, output_format="PNG", alt=truth)
                st.caption(
                    say(
                        "**{truth}** · people {people:.0%} fake ({n}) · {network} {judge:.0%} fake",
                        truth=truth,
                        people=face.people,
                        n=face.n,
                        network=plain(say(name)),
                        judge=face.network,
                    )
                )
    if not shown:
        st.caption(say("There is none yet that may be shown to you."))
