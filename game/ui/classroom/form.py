"""Opening a room: what a host chooses before the class comes in."""

import time

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from game.classroom.rooms import LENGTHS, TITLE_LENGTH, clean_title
from game.classroom.rules import REVEAL_AFTER, TEAMS, Rules
from game.common.errors import Refused
from game.common.language import say, to_say
from game.common.recipe import GENERATOR
from game.common.vocabulary import Pace, Ranking
from game.rounds.designs import QUESTIONS
from game.ui.classroom import opening
from game.ui.plain import plain
from game.ui.resources import game, opponent

_PACES = {
    to_say("I lead: everybody sees the same"): Pace.HOST,
    to_say("Everybody goes on alone"): Pace.SELF,
}
REVEALS = {
    None: to_say("when I press"),
    0: to_say("when all have answered"),
    15: to_say("after 15 s"),
    30: to_say("after 30 s"),
}
_RANKINGS = {
    Ranking.ALWAYS: to_say("Everybody, after each reveal"),
    Ranking.END: to_say("Everybody, at the end"),
    Ranking.OWN: to_say("Each player their own place"),
    Ranking.HIDDEN: to_say("Nobody"),
}
_focus_title = st.components.v2.component(
    "discriminator.focus_title",
    js="""
    export default function () {
      document.querySelector('.st-key-room-title [type=text]').focus();
    }
    """,
)


def draw_form() -> None:
    """Everything that can be chosen, folded until somebody wants to."""
    game()  # what is to be said without it cannot stand in a form
    with st.expander(say("With settings of your own")):
        with st.form("room", border=False):
            title = st.text_input(
                say("Title"),
                max_chars=TITLE_LENGTH,
                placeholder=say("Physics, 10b"),
                key="room-title",
            )
            below_title = st.container()
            asked = st.selectbox(
                say("What is asked"), QUESTIONS, format_func=lambda one: say(one.for_a_class)
            )
            length = st.slider(say("How many"), *LENGTHS, value=10)
            stages = [step.generator for step in game().ladder if step.generator != GENERATOR]
            against = st.selectbox(
                say("Who makes the fakes"),
                [GENERATOR, *stages],
                format_func=lambda name: (
                    say("the game's own generator") if name == GENERATOR else opponent(name)
                ),
            )
            decks = game().deck_names()
            usual = game().dealer.deck.name
            deck = (
                st.selectbox(say("Photos of the deck"), decks, index=decks.index(usual))
                if len(decks) > 1
                else usual
            )
            pace = st.radio(say("Pace"), list(_PACES), format_func=say)
            reveal_after = st.selectbox(
                say("The truth comes up"),
                REVEAL_AFTER,
                format_func=lambda seconds: say(REVEALS[seconds]),
            )
            held_back = st.toggle(say("Hold the truth back until the end"))
            teams = st.segmented_control(
                say("Teams"),
                TEAMS,
                default=0,
                format_func=lambda n: str(n or say("no teams")),
                required=True,
            )
            ranking = st.selectbox(
                say("Who sees the ranking"),
                list(_RANKINGS),
                index=list(_RANKINGS).index(Ranking.END),
                format_func=lambda who: say(_RANKINGS[who]),
            )
            speed_counts = st.toggle(say("Among equals the faster stand first"))
            pressed = st.form_submit_button(say("Open the room"), type="primary", width="stretch")
        if pressed and _can_be_titled(title, below_title):
            plan = {
                "deck": deck,
                "generator": against,
                "feedback": not held_back,
                "design": asked.design,
                "target": asked.target,
            }
            rules = Rules(_PACES[pace], teams or 0, reveal_after, ranking, speed_counts)
            opening.open_dealt(title, plan, length, rules)


def _can_be_titled(title: str, below: DeltaGenerator) -> bool:
    """Whether a room can have this title; if not, its field says so and has the focus."""
    try:
        clean_title(title)
    except Refused as refusal:
        with below:
            st.warning(plain(refusal), icon=":material/info:")
            _focus_title(key="focus-title", data=time.monotonic_ns())  # anew each time
        return False
    return True
