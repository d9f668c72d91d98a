"""A round that somebody has sent: who invites, and afterwards how both of them did."""

from collections.abc import Callable, Sequence

import streamlit as st

from game.common.language import say
from game.rounds.modes import ordinary, sharing
from game.rounds.plan import Reveal
from game.ui.buttons import button, press
from game.ui.plain import plain
from game.ui.play.charts import draw_marks
from game.ui.resources import face_of_nobody, game


def draw_invitation(code: str, who: Callable[[], int | None]) -> bool:
    """Who invites, what they made of the round, and the way to it; whether that is known.

    `who` gives the player who accepts, None if there is none.
    """
    invites = sharing.invitation(game(), code)
    if invites is None:
        return False
    st.image(face_of_nobody(), width=240, output_format="JPEG", alt=say("A generated face"))
    st.title(say("{name} invites you", name=plain(invites.nickname)), anchor=False)
    st.markdown(
        say(
            "**{correct} of {trials} right**: can you do better? The same pairs wait for you: one "
            "face is a photo, the other was made up by a network, like the one above.",
            correct=invites.correct,
            trials=invites.trials,
        )
    )
    st.button(
        say("Play the same pairs"),
        type="primary",
        on_click=accept,
        args=(who, code),
        shortcut="Enter",
        width="stretch",
    )
    return True


def accept(who: Callable[[], int | None], code: str) -> None:
    """Sit down to the round of this code, which the address then names no more."""
    player_id = who()
    if player_id is not None:
        press(ordinary.accept, game(), player_id, code)
        st.query_params.pop("same", None)


def draw_duel(player_id: int, past: Sequence[Reveal]) -> None:
    """Both side by side, pair by pair, and the way to a rematch; nothing to who invited."""
    code = past[0].plan.code or ""
    invites = sharing.invitation(game(), code)
    if invites is None or invites.player_id == player_id:
        return
    theirs = game().block(invites.player_id, past[0].round_id)
    own = sum(reveal.correct is True for reveal in past)
    name = plain(invites.nickname)
    if own == invites.correct:
        st.subheader(say("A draw with {name}", name=name), anchor=False)
    elif own > invites.correct:
        st.subheader(say("You beat {name}", name=name), anchor=False)
    else:
        st.subheader(say("{name} is ahead of you", name=name), anchor=False)
    for who, reveals in ((say("you"), past), (name, theirs)):
        right = sum(reveal.correct is True for reveal in reveals)
        st.markdown(f"**{right}** · {who}")
        draw_marks([reveal.correct for reveal in reveals])
    button(say("Rematch"), ordinary.rematch, game(), player_id, past[0].plan, width="stretch")
    st.caption(
        say("A rematch deals ten new pairs to you; its link for {name} is at the end.", name=name)
    )
