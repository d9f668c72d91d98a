"""Choosing another game: what is played, for how long in sight, against whom, on which deck."""

import streamlit as st

from game import attack, level, modes
from game.generators.recipe import TRUNCATION_PSI
from game.language import say
from game.ui.resources import game, stages

LABEL = "Another game"
NO_LIMIT = 0.0  # not None, which would make the field one that can be emptied


def another_game() -> None:
    """The choice in one compact place, which deals by changing the address."""
    with st.expander(LABEL):
        choices()
        st.button("Deal this game", on_click=go, width="stretch")


def choices() -> None:
    """The fields, and what the games are."""
    st.selectbox("Game", modes.GAMES, key="game")
    left, right = st.columns(2)
    left.selectbox("Time in sight", (NO_LIMIT, *modes.SECONDS), format_func=_time, key="sight")
    right.selectbox(
        "Against", list(_opponents()), index=modes.PSIS.index(TRUNCATION_PSI), key="opponent"
    )
    decks = game().deck_names()
    if len(decks) > 1:
        usual = decks.index(game().dealer.deck.name)
        st.selectbox("Photos of the deck", decks, index=usual, key="deck")
    st.caption(
        f"*Time attack*: {attack.RULE} *Today's challenge*: the same ten pairs for everybody, once "
        "a day. Both of these and a climb leave no choice of the time in sight, the challenge and "
        "a climb none of the opponent either."
    )
    st.caption(say(level.RULE))


def go() -> None:
    """Put what was chosen into the address."""
    state = st.session_state
    st.query_params.from_dict(
        modes.address(
            state["game"],
            state["sight"] or None,
            _opponents()[state["opponent"]],
            state.get("deck"),
        )
    )


def _opponents() -> dict[str, dict[str, str]]:
    """Whom one can play against, as a visitor reads it and as the address says it."""
    own = {
        f"the game's generator, ψ {psi}": {} if psi == TRUNCATION_PSI else {"psi": f"{psi:g}"}
        for psi in modes.PSIS
    }
    return own | {title: {"against": name} for name, title in stages().items()}


def _time(seconds: float) -> str:
    return "no limit" if seconds == NO_LIMIT else f"{seconds:g} s"
