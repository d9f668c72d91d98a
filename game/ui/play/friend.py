"""The same round for a friend: the address that deals it, and what everybody made of it."""

import pandas as pd
import streamlit as st

from game.common.language import say
from game.rounds.game_modes import game_mode
from game.rounds.modes import ordinary, sharing
from game.rounds.plan import Plan
from game.ui.buttons import button
from game.ui.number_format import as_said
from game.ui.play import send
from game.ui.resources import game


def offer(player_id: int, round_id: int) -> None:
    """The button that gives a round its address."""
    button(
        say("Let a friend play the same"),
        ordinary.share,
        game(),
        player_id,
        round_id,
        width="stretch",
    )


def draw_scores(player_id: int, plan: Plan) -> None:
    """Everybody who has ended this round, and the way to it for others."""
    board = sharing.scores(game(), player_id, plan.code or "")
    table = pd.DataFrame(
        {
            say("Who"): (
                say("{name} (you)", name=line.nickname)
                if line.player_id == player_id
                else line.nickname
            ),
            say("Right"): say("{n} of {m}", n=line.correct, m=line.trials),
            say("Seconds"): line.seconds,
        }
        for line in board
    )
    st.dataframe(
        as_said(table, {say("Seconds"): "{n:.1f}"}),
        hide_index=True,
        column_config={
            say("Seconds"): st.column_config.NumberColumn(
                help=say("as their browser measured them")
            )
        },
    )
    if game_mode(plan.mode).shareable:
        st.markdown(say("This address deals the same to a friend, once:"))
        st.code(send.address(plan.code), language=None, wrap_lines=True)
