"""The same round for a friend: the address that deals it, and what everybody made of it."""

import pandas as pd
import streamlit as st

from game.common.language import say
from game.common.vocabulary import Mode
from game.rounds.modes import shared
from game.rounds.plan import Plan
from game.ui.resources import game


def offer(player_id: int, round_id: int) -> None:
    """The button that gives a round its address."""
    st.button(
        say("Let a friend play the same"),
        on_click=_share,
        args=(player_id, round_id),
        width="stretch",
    )


def scores(player_id: int, plan: Plan) -> None:
    """Everybody who has ended this round, and the way to it for others."""
    board = shared.scores(game(), player_id, plan.code or "")
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
    seconds = st.column_config.NumberColumn(
        format="%.1f", help=say("as their browser measured them")
    )
    st.dataframe(table, hide_index=True, column_config={say("Seconds"): seconds})
    if plan.mode is Mode.ROUND:
        st.markdown(say("This address deals the same to a friend, once:"))
        address = (st.context.url or "").split("?")[0]
        st.code(f"{address}?same={plan.code}", language=None, wrap_lines=True)


def _share(player_id: int, round_id: int) -> None:
    shared.share(game(), player_id, round_id)
