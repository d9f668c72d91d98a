"""The filters of the Versus page, each in the address, so that a view can be linked."""

from collections.abc import Iterable

import streamlit as st

from game.common.language import say, to_say
from game.review.guesses.table import GuessTable
from game.review.view import View
from game.rounds.designs import QUESTIONS
from game.rounds.game_modes import MODES
from game.ui import address
from game.ui.resources import game, opponent

ANY = to_say("any")
DESIGNS = {asked.plural: asked.design for asked in QUESTIONS if asked.plural}
GAMES = {known.plural: known.mode for known in MODES if known.plural}
TIMES = {to_say("limited"): True, to_say("unlimited"): False}
SURE = {to_say("a guess"): 1, to_say("fairly sure"): 2, to_say("certain"): 3}
TRAINED = {to_say("after training"): True, to_say("untrained"): False}


def draw_view_form(table: GuessTable) -> View:
    """What the visitor wants to look at; only decks and opponents that were played are offered."""
    asked = _choice(say("What was asked"), DESIGNS, "asked", any_too=False)
    with st.expander(say("Which answers"), icon=":material/filter_alt:"):
        usual = game().dealer.deck.name
        decks = sorted({usual, *_known(table, "deck")})
        left, middle, right = st.columns(3)
        with left:
            deck = st.selectbox(
                say("Deck"),
                decks,
                index=decks.index(usual),
                key="of-deck",
                bind="query-params",
            )
            mode = _choice(say("Game"), GAMES, "of-game")
        with middle:
            generator = address.choice(
                st.selectbox,
                say("Fakes by"),
                [ANY, *_known(table, "generator")],
                "fakes-by",
                format_func=lambda name: say(ANY) if name == ANY else opponent(name),
            )
            psi = address.choice(
                st.selectbox,
                say("How varied, ψ"),
                [ANY, *map(str, _known(table, "truncation_psi"))],
                "of-psi",
                format_func=say,
            )
        with right:
            timed = _choice(say("Time in sight"), TIMES, "sight")
            sure = _choice(say("How sure"), SURE, "sure")
            trained = _choice(say("People"), TRAINED, "people")
    return View(
        deck=deck,
        design=DESIGNS[asked],
        mode=GAMES.get(mode),
        generator=None if generator == ANY else generator,
        truncation_psi=None if psi == ANY else float(psi),
        timed=TIMES.get(timed),
        confidence=SURE.get(sure),
        trained=TRAINED.get(trained),
    )


def _choice(label: str, among: Iterable[str], key: str, *, any_too: bool = True) -> str:
    options = [ANY, *among] if any_too else list(among)
    return address.choice(st.selectbox, label, options, key, format_func=say, width=330)


def _known(table: GuessTable, what: str) -> list[str]:
    """What was played, by name."""
    return sorted({value for plan in table.plans if (value := getattr(plan, what)) is not None})
