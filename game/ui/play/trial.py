"""The trial that waits for its player, and what is looked at more closely once it is told.

One component draws the round by itself: it asks the server's routes, see `game/server/alone.py`,
and no press on it runs the page again until the round is over.
"""

from pathlib import Path

import streamlit as st

from game.common.errors import Unavailable
from game.common.language import say
from game.rounds.openings import Opening
from game.rounds.plan import Phase, Turn
from game.ui import player
from game.ui.buttons import button
from game.ui.plain import plain
from game.ui.play import reveal, state
from game.ui.play.pair import FACES_CSS, FACES_JS
from game.ui.resources import game, picture_addresses, visitors

_HERE = Path(__file__).parent
_PARTS = ("outbox", "sight", "parts", "keys", "round")
_round = st.components.v2.component(
    "discriminator.round",
    css=FACES_CSS + (_HERE / "round.css").read_text(),
    js=FACES_JS + "".join((_HERE / f"{name}.js").read_text() for name in _PARTS),
)
_LOOK = """
<style>
  [data-testid="stMainBlockContainer"] { padding-top: 4.2rem; }  /* room for the faces */
</style>
"""
_CLOSER = "closer"  # the trial that is looked at more closely


def draw_trial(player_id: int, turn: Turn) -> None:
    """Draw the player's round, from where it stands."""
    try:
        reader = state.Reader(game(), picture_addresses(), player.token(), player_id)
        told = state.of_player(reader, turn)
    except Unavailable as error:
        st.error(say("This pair cannot be drawn. {why}", why=plain(error)))
        button(say("End this round"), game().abandon, player_id)
        return
    _draw(told)
    is_told = turn.phase is Phase.REVEAL and turn.plan.feedback
    if is_told and st.session_state.get(_CLOSER) == turn.trial_id:
        with st.container(horizontal_alignment="center"):
            with st.spinner(say("Looking closer …")):
                revealed = game().reveal(player_id, turn.trial_id)
            reveal.draw_what_was_seen(player_id, revealed)


def draw_opening(opening: Opening) -> None:
    """Draw the first pair of a round for a visitor who has none yet."""
    _draw(state.of_opening(visitors(), picture_addresses(), opening))


def _draw(told: state.State) -> None:
    st.html(_LOOK)
    _round(
        key="round",
        data={"state": told, "closer": st.session_state.get(_CLOSER, 0)},
        on_over_change=lambda: None,  # the run that follows finds the round ended
        on_closer_change=_look_closer,
    )


def _look_closer() -> None:
    st.session_state[_CLOSER] = st.session_state["round"].closer
