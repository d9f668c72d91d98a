"""Before a round: the first page, and the dealing."""

from collections.abc import Callable

import streamlit as st

from game.common.errors import Refused
from game.common.language import say
from game.common.vocabulary import Mode
from game.review.level import suited_photos
from game.rounds import addresses
from game.rounds.game_modes import game_mode
from game.rounds.openings import Opening
from game.rounds.plan import Plan
from game.ui import player
from game.ui.buttons import made
from game.ui.plain import plain
from game.ui.play import invitation, menu, trial
from game.ui.resources import answers, game, scales, visitors

_DECK, _LEFT = "opening-deck", "openings-left"  # the visitor's choice; by deck what it left


def draw_first_page() -> None:
    """For somebody without a round: a pair to begin with, or the game that the address names."""
    game()  # what is to be said without it cannot stand beside a pair
    if named():
        _draw_invitation()
        return
    opening = st.session_state.get(player.OPENING)
    if opening is None or not visitors().knows(opening):
        deck = st.session_state.get(_DECK)
        if (opening := visitors().ready(deck)) is None:
            _open(deck)
            return
        st.session_state[player.OPENING] = opening
    trial.draw_opening(opening)
    with st.container(horizontal_alignment="center"):
        _offer_other_photos(opening)
        menu.another_game()


def _open(deck: str | None) -> None:
    """Make an opening where none is ready, and draw the page anew."""

    def make(progress: Callable[[float], object]) -> None:
        st.session_state[player.OPENING] = visitors().open(progress, deck)

    if made(say("Making ten new faces …"), make):
        st.rerun()


def _offer_other_photos(opening: Opening) -> None:
    """The way to an opening of the other deck: always to the usual one, and back from there."""
    left = st.session_state.get(_LEFT, {})
    for deck in visitors().decks:
        usual = deck == game().dealer.deck.name
        if deck != opening.plan.deck and (usual or deck in left):
            label = say("Photos of celebrities instead") if usual else say("Studio photos instead")
            st.button(label, icon=":material/swap_horiz:", on_click=_change, args=(opening, deck))


def _change(opening: Opening, deck: str) -> None:
    """Show an opening of this deck, the same as before if there was one: nobody is met twice."""
    left = st.session_state.setdefault(_LEFT, {})
    left[opening.plan.deck] = opening
    st.session_state[player.OPENING] = left.get(deck)
    st.session_state[_DECK] = deck


def _draw_invitation() -> None:
    """What the address names, which is dealt once it is asked for."""
    with st.container(horizontal_alignment="center"), st.container(width=620):
        code = st.query_params.get("same", "")
        if invitation.draw_invitation(code, player.begin):
            return
        st.title(say("You are the discriminator"))
        st.markdown(
            say(
                "Two faces. One is a photo; the other was made up a moment ago by a neural "
                "network. **Which one is real?** Ten pairs, and networks judge the same ten."
            )
        )
        st.button(say("Play"), type="primary", on_click=_begin, shortcut="Enter", width="stretch")


def _begin() -> None:
    player.begin()


def named() -> dict[str, str]:
    """The game that the address names, empty without one."""
    return {
        key: st.query_params[key] for key in ("same", *addresses.KEYS) if key in st.query_params
    }


def deal_address(player_id: int) -> None:
    """Deal what the address names, or say what is wrong with it."""
    try:
        plan = addresses.plan_from(named(), game())
    except Refused as refusal:
        st.info(plain(refusal), icon=":material/info:")
    else:
        deal(player_id, plan)
        if game_mode(plan.mode).suited:  # it is not known yet, or the photos are used up
            st.button(
                say("Play an ordinary round"), type="primary", on_click=_ordinary, args=(plan.deck,)
            )
    menu.another_game()


def deal(player_id: int, plan: Plan, text: str | None = None) -> None:
    """Deal a round, showing that it takes a moment if none was made ahead."""
    mode = game_mode(plan.mode)

    def make(progress: Callable[[float], object]) -> None:
        suited = None
        if mode.suited:
            scale, table = scales().latest(plan.deck), answers().fresh()
            suited = suited_photos(table, scale, player_id, plan.deck)
        mode.deal(game(), player_id, plan, progress, suited)

    if made(text or say("Making ten new faces …"), make):
        forget_address()
        st.rerun()


def forget_address() -> None:
    """Take the named game out of the address: what was dealt is in the store now."""
    for key in named():
        del st.query_params[key]


def _ordinary(deck: str) -> None:
    forget_address()
    st.query_params.update({"mode": Mode.ROUND.value, "deck": deck})
