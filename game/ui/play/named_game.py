"""A game that the address names while a round is open: kept, and offered until it is played."""

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from game.common.errors import Refused, Unavailable
from game.common.language import say
from game.rounds import addresses, opponents
from game.rounds.modes import ordinary
from game.rounds.plan import Turn
from game.ui.buttons import button
from game.ui.plain import plain
from game.ui.play import invitation, welcome
from game.ui.resources import game, settings

_KEPT, _LATER = "named-game", "named-game-later"


def kept() -> bool:
    """Whether a named game waits until this visitor asks for it."""
    return _KEPT in st.session_state


def offer_meanwhile(player_id: int, turn: Turn) -> bool:
    """Offer the game that the address names beside the open round; whether that was drawn."""
    if welcome.named():
        _keep(player_id, turn)
    if not kept() or st.session_state.get(_LATER) == st.session_state[_KEPT]:
        return False
    if _is_a_friends():
        text = say("A friend has sent you a round, and yours is not over yet.")
        label = say("End this round and play theirs")
    else:
        text = say("The address names another game, and your round is not over yet.")
        label = say("End this round and play that")
    with _box():
        st.markdown(text, width="content")
        button(label, _end_and_play, player_id)
        st.button(say("Go on with this round"), on_click=_later)
    return True


def offer_afterwards(player_id: int) -> None:
    """Offer the kept game beside a result."""
    if not kept():
        return
    if _is_a_friends():
        text, label = (
            say("The round that a friend has sent you is still there."),
            say("Play theirs"),
        )
    else:
        text = say("The game that the address named is still there.")
        label = say("Play that")
    with _box():
        st.markdown(text, width="content")
        st.button(label, type="primary", on_click=_play, args=(player_id,))
        st.button(say("No, thanks"), on_click=_drop)


def _keep(player_id: int, turn: Turn) -> None:
    """Keep what the address names; say so if that cannot be played or lies on the table."""
    asked = welcome.named()
    if asked == st.session_state.get(_KEPT):
        return
    try:
        if code := asked.get("same"):
            on_table = code == turn.plan.code
            if not on_table:
                ordinary.check(game(), player_id, code)
        else:
            plan = addresses.plan_from(asked, game())
            on_table = plan == replace(turn.plan, code=None)
            if plan.generator is not None:
                opponents.opponent(settings(), plan.generator, None)
    except (Refused, Unavailable) as reason:
        welcome.forget_address()
        st.info(plain(reason), icon=":material/info:")
    else:
        if on_table:
            welcome.forget_address()
        else:
            st.session_state[_KEPT] = asked


def _is_a_friends() -> bool:
    return "same" in st.session_state[_KEPT]


def _box() -> DeltaGenerator:
    return st.container(
        border=True,
        horizontal=True,
        horizontal_alignment="center",
        vertical_alignment="center",
        key="named-game-box",
    )


def _end_and_play(player_id: int) -> None:
    game().abandon(player_id)
    _play(player_id)


def _play(player_id: int) -> None:
    asked = st.session_state.pop(_KEPT)
    if code := asked.get("same"):
        invitation.accept(lambda: player_id, code)
    else:
        st.query_params.update(asked)


def _later() -> None:
    st.session_state[_LATER] = st.session_state[_KEPT]


def _drop() -> None:
    del st.session_state[_KEPT]
    welcome.forget_address()
