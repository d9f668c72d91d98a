"""Leaderboard: people and networks in one table."""

import pandas as pd
import streamlit as st

from game.scoring.leaderboard import MINIMUM_TRIALS
from game.store.tables import Kind
from game.ui import player
from game.ui.resources import game

me = player.current_player()
board = game().leaderboard()

st.title("Who is the better discriminator?")
st.markdown(
    "Pairs of faces, one real: share of right answers. Ranked by the lower end of the 95 % "
    f"interval, so that ten lucky pairs do not beat a hundred good ones; from {MINIMUM_TRIALS} "
    "scored pairs on."
)
if not board:
    st.info(f"Nobody has {MINIMUM_TRIALS} scored pairs yet. Play the first round!")
    st.stop()

table = pd.DataFrame(
    {
        "Rank": rank,
        "Who": line.nickname + (" (you)" if me and me[0] == line.player_id else ""),
        "Kind": "network" if line.kind is Kind.MODEL else "person",
        "Pairs": line.trials,
        "Right": line.accuracy,
        "95 % interval": f"{line.low:.0%} to {line.high:.0%}",
        "d′": line.d_prime,
        "Last played": line.last_played,
    }
    for rank, line in enumerate(board, start=1)
)
st.dataframe(
    table,
    hide_index=True,
    column_config={
        "Right": st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1),
        "d′": st.column_config.NumberColumn(format="%.2f", help="√2 · z(share right): 0 is chance"),
        "Last played": st.column_config.DateColumn(),
    },
)
