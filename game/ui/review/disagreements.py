"""Faces on which people and a network differ most, as far as this visitor may see them."""

from collections.abc import Sequence

import streamlit as st

from game.common.language import say
from game.review.comparison import Opponent
from game.review.disagreements import Disagreement
from game.review.guesses.table import GuessTable
from game.review.may_be_shown import visible
from game.review.view import View
from game.rounds.plan import Photo
from game.ui import address
from game.ui.plain import plain
from game.ui.resources import differing, game
from game.ui.review.face_row import draw_face_row

SHOWN = 8


def draw_disagreements(
    table: GuessTable, view: View, opponents: Sequence[Opponent], viewer_id: int | None
) -> None:
    """The faces on which people and one of these networks, by choice, differ most."""
    st.subheader(say("Faces that fool one and not the other"))
    ids = {against.name: against.id for against in opponents}
    name = address.choice(
        st.segmented_control,
        say("People and"),
        list(ids),
        "judge",
        default=next(reversed(ids)),
        format_func=lambda name: plain(say(name)),
        required=True,
    )
    _draw_faces(table, view, (ids[name], name), viewer_id)
    st.caption(
        say(
            "Photos are only shown to a player who has judged them, and fakes only of rounds that "
            "nobody else can play, since the others may still come up."
        )
    )


def _draw_faces(
    table: GuessTable, view: View, network: tuple[int, str], viewer_id: int | None
) -> None:
    """The pictures, each with what people and the network, by id and name, thought."""
    network_id, name = network
    found, _ = differing().of(table, (view, network_id))
    with game().store.read() as session:
        shown = visible(session, table, found, viewer_id, SHOWN)

    def describe(face: Disagreement) -> tuple[str, str]:
        truth = say("real photo") if isinstance(face.face, Photo) else say("generated")
        caption = say(
            "**{truth}** · people {people:.0%} fake ({n}) · {network} {judge:.0%} fake",
            truth=truth,
            people=face.people,
            n=face.n,
            network=plain(say(name)),
            judge=face.network,
        )
        return truth, caption

    draw_face_row(view.deck, shown, describe)
