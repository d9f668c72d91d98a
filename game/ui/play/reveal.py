"""Under a reveal, on request: what networks and people saw in the faces."""

import numpy as np
import streamlit as st

from game.common.language import say, say_many
from game.rounds.dealing import in_colour
from game.rounds.dealing.why import Why, reasons
from game.rounds.plan import Reveal
from game.rounds.spots import names
from game.ui.play import spots
from game.ui.resources import game


def draw_what_was_seen(player_id: int, revealed: Reveal) -> None:
    """What may have given the fakes away; by switches what networks saw, and the player's spots."""
    _why(player_id, revealed)
    if st.toggle(say("Show what the networks looked at"), key="looked-at"):
        _looked_at(player_id, revealed.trial_id)
    spots.draw_spots(player_id, revealed, game().pictures(player_id, revealed.trial_id))


def _why(player_id: int, revealed: Reveal) -> None:
    """The tell that fits each fake best, and what others named."""
    with st.spinner(say("Looking closer …")):
        found = _reasons(player_id, revealed.trial_id)
    titles = dict(names())
    for why in found:
        with st.container(border=True, width=700):
            st.markdown(
                say(
                    "**Look for: {tell}.** {look}", tell=say(why.tell.name), look=say(why.tell.look)
                )
            )
            if why.by_people:
                others = ", ".join(
                    say("{name}: {n}", name=say(titles[key]), n=n)
                    for key, n in why.named.most_common()
                )
                st.caption(say("What people named who met this fake: {others}.", others=others))
            else:
                st.caption(
                    say(
                        "Nobody has marked this fake yet: it is the part of the face on which the "
                        "networks’ verdicts hang most. It need not show there."
                    )
                )
            st.page_link(
                "game/ui/pages/tells.py",
                label=say("The chapter about it"),
                icon=":material/school:",
                query_params={"tell": why.tell.key},
            )


def _reasons(player_id: int, trial_id: int) -> list[Why]:
    """Kept while the trial is looked at: each switch runs the page again."""
    of, found = st.session_state.get("why", (None, []))
    if of != trial_id:
        found = reasons(game(), player_id, trial_id)
        st.session_state["why"] = trial_id, found
    return list(found)


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
