"""Before a round: a newcomer's nickname, and the dealing."""

from collections.abc import Callable

import streamlit as st

from game.common.errors import Refused
from game.common.language import say
from game.common.vocabulary import Mode
from game.review.level import suited_photos
from game.rounds import addresses
from game.rounds.game_modes import game_mode
from game.rounds.modes import climb
from game.rounds.plan import Plan
from game.ui.buttons import made, press
from game.ui.plain import plain
from game.ui.play import menu
from game.ui.player import draw_nickname_field, join
from game.ui.resources import answers, game, scales


def ask_nickname() -> None:
    """What the game is, and the one field it asks for."""
    with st.container(horizontal_alignment="center"), st.container(width=620):
        st.title(say("You are the discriminator"))
        st.markdown(
            say(
                "Two faces. One is a photo; the other was made up a moment ago by a neural "
                "network. **Which one is real?** Ten pairs, and networks judge the same ten."
            )
        )
        game()  # what is to be said without it cannot stand in a form
        with st.form("join", border=False, enter_to_submit=True):
            draw_nickname_field()
            if not named():  # who follows an address has chosen
                with st.expander(say(menu.LABEL)):
                    menu.choices()
            st.form_submit_button(say("Play"), type="primary", on_click=_join, width="stretch")
            st.form_submit_button(
                say(climb.CLIMB.label),
                on_click=_join,
                kwargs={"climbing": True},
                width="stretch",
                help=say("A GAN's own training as a ladder: pairs get harder while you are right."),
            )
        st.caption(
            say(
                "Stored: the nickname, your answers and how long they took, found again by a "
                "cookie in this browser. Nothing else; you can delete it all on the page “Data”."
            )
        )


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


def _join(climbing: bool = False) -> None:
    chosen = "game" in st.session_state
    player_id = join()
    if player_id is None:
        return
    if climbing:
        press(climb.begin, game(), player_id)
    elif chosen:
        menu.go()
