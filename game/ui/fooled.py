"""Faces on which people and a network differ most, as far as this visitor may see them."""

from collections.abc import Sequence

import streamlit as st

from game.language import say
from game.refusal import Unavailable
from game.review.table import Table
from game.review.versus import Fooled, apart
from game.review.view import View, chosen
from game.rounds import Photo
from game.store import queries
from game.ui.resources import game

SHOWN = 8


def show(table: Table, view: View, row: int, viewer_id: int | None) -> None:
    """The pictures, each with what people and the network thought."""
    found = apart(table, chosen(table, view), row)
    name = table.network_names[row]
    drawn = 0
    with st.container(horizontal=True):
        for face in _visible(table, found, viewer_id):
            shown = Photo(table.photos[face.code][1]) if face.photo else table.recipe(face.code)
            try:
                picture = game().dealer_of(view.deck).picture(shown)
            except Unavailable:  # its deck or its weights are no longer here
                continue
            truth = say("real photo") if face.photo else say("generated")
            with st.container(width=190):
                st.image(picture, width=180, output_format="PNG", alt=truth)
                st.caption(
                    say(
                        "**{truth}** · people {people:.0%} fake ({n}) · {network} {said:.0%} fake",
                        truth=truth,
                        people=face.people,
                        n=face.n,
                        network=name,
                        said=face.network,
                    )
                )
            drawn += 1
            if drawn == SHOWN:
                break
    if not drawn:
        st.caption(say("There is none yet that may be shown to you."))


def _visible(table: Table, faces: Sequence[Fooled], viewer_id: int | None) -> list[Fooled]:
    """What cannot come up any more: photos this visitor has judged, fakes of rounds of one's own.

    A round with a code, or a class's, may still be played by others, who could look here first.
    """
    rounds = {int(table.trial_round[face.trial]) for face in faces if not face.photo}
    with game().store.read() as session:
        shared = set(session.scalars(queries.shared(sorted(rounds))))
        judged: set[str | None] = set()
        if viewer_id is not None:
            judged.update(session.scalars(queries.photos_judged(viewer_id)))
    return [
        face
        for face in faces
        if (
            table.photos[face.code][1] in judged
            if face.photo
            else int(table.trial_round[face.trial]) not in shared
        )
    ]
