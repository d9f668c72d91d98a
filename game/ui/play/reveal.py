"""Under a reveal, on request: what networks and people saw in the faces."""

import numpy as np
import streamlit as st

from game.common.language import say, say_many
from game.rounds.dealing import in_colour
from game.rounds.plan import Reveal
from game.ui.play import spots
from game.ui.resources import game


def draw_what_was_seen(player_id: int, revealed: Reveal) -> None:
    """The switches under a reveal: what the networks looked at, and the player's own spots."""
    if st.toggle(say("Show what the networks looked at"), key="looked-at"):
        _looked_at(player_id, revealed.trial_id)
    spots.draw_spots(player_id, revealed, game().pictures(player_id, revealed.trial_id))


def _looked_at(player_id: int, trial_id: int) -> None:
    """Under the pair, by network: the same faces, what mattered to it in orange."""
    with st.spinner(say("Asking the networks …")):
        found = in_colour.for_networks(game(), player_id, trial_id)
        people, with_spots = in_colour.for_people(game(), player_id, trial_id)
    if people:
        found[say_many("{n} person", "{n} people", people)] = with_spots
    with st.container(width=900, key="saliency"):
        for column, (name, faces) in zip(st.columns(len(found)), found.items(), strict=True):
            column.image(
                np.hstack(faces),
                say(name),
                alt=say("What mattered to this judge: {name}", name=say(name)),
                output_format="PNG",
            )
        st.caption(
            say(
                "The more orange, the more the network's verdict hangs on the detail there, for "
                "real or for fake (integrated gradients)."
            )
            + (" " + say("For people: where they marked the fake.") if people else "")
        )
