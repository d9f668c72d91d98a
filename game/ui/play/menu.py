"""Choosing a game in detail: what is played, how long in sight, against whom, on which deck."""

import streamlit as st

from game.common.language import say
from game.common.recipe import usual_psi
from game.rounds import addresses
from game.rounds.modes.attack import ATTACK
from game.rounds.modes.level import LEVEL
from game.ui.resources import collections, game, stages

NO_LIMIT = 0.0  # not None, which would make the field one that can be emptied


def another_game() -> None:
    """The way to all games."""
    st.page_link("game/ui/pages/games.py", label=say("Another game"), icon=":material/apps:")


def choices() -> None:
    """The fields, and what the games are."""
    st.selectbox(say("Game"), addresses.GAMES, format_func=say, key="game")
    left, right = st.columns(2)
    left.selectbox(
        say("Time in sight"), (NO_LIMIT, *addresses.SECONDS), format_func=_time, key="sight"
    )
    right.selectbox(
        say("Against"),
        list(_opponents()),
        index=addresses.PSIS.index(usual_psi(game().dealer.deck.style)),
        format_func=_opponent,
        key="opponent",
    )
    decks = game().deck_names()
    if len(decks) > 1:
        usual = decks.index(game().dealer.deck.name)
        st.selectbox(say("Photos of the deck"), decks, index=usual, key="deck")
    st.caption(
        say(
            "*Time attack*: {rule} *Today's challenge*: the same ten pairs for everybody, "
            "once a day. Both of these and a climb leave no choice of the time in sight, the "
            "challenge and a climb none of the opponent either.",
            rule=say(ATTACK.rule),
        )
    )
    st.caption(say(LEVEL.rule))


def chosen() -> dict[str, str]:
    """The address of what was chosen."""
    state = st.session_state
    return addresses.address(
        state["game"],
        state["sight"] or None,
        _opponents()[state["opponent"]],
        state.get("deck"),
    )


def _opponents() -> dict[str, dict[str, str]]:
    """Whom one can play against: the game's generator by its ψ, others by name.

    And how the address says it.
    """
    usual = usual_psi(game().dealer.deck.style)
    own = {f"{psi:g}": {} if psi == usual else {"psi": f"{psi:g}"} for psi in addresses.PSIS}
    return own | {name: {"against": name} for name in stages() | collections()}


def _opponent(name: str) -> str:
    known = stages() | collections()
    return known[name] if name in known else say("the game's generator, ψ {psi}", psi=float(name))


def _time(seconds: float) -> str:
    return say("no limit") if seconds == NO_LIMIT else say("{seconds:g} s", seconds=seconds)
