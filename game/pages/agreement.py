"""People and judges: do they err on the same faces, and where do they differ most?"""

from math import isnan

import pandas as pd
import streamlit as st

from game.refusal import Unavailable
from game.rounds import Photo
from game.ui import player
from game.ui.resources import game

FEWEST = 30  # pairs: below this an interval says nothing
SHOWN = 8

me = player.current_player()
agreements, opinions = game().people_and_networks(me[0] if me else None)

st.title("People and judges")
st.markdown(
    "They answer the same pairs. **Error consistency** (Cohen's κ) says whether they err on the "
    "same ones: 1 always, 0 as often as their hit rates alone would give, below 0 they complement "
    "each other. It is empty beside a judge who has not erred yet."
)
if not agreements or agreements[0].n < FEWEST:
    st.info(f"There are not {FEWEST} pairs yet that both have judged. Play a few rounds!")
    st.stop()
st.dataframe(
    pd.DataFrame(
        {
            "Judge": line.network,
            "Pairs": line.n,
            "People right": line.people,
            "Judge right": line.judge,
            "κ": line.kappa,
            "95 % interval": "" if isnan(line.kappa) else f"{line.low:.2f} to {line.high:.2f}",
        }
        for line in agreements
    ),
    hide_index=True,
    column_config={
        "People right": st.column_config.NumberColumn(format="percent"),
        "Judge right": st.column_config.NumberColumn(format="percent"),
        "κ": st.column_config.NumberColumn(format="%.2f"),
    },
)
network = st.segmented_control(
    "The faces on which people differ most from",
    [line.network for line in agreements],
    default=agreements[-1].network,
    key="judge",
    bind="query-params",
    required=True,
)
apart = sorted(
    (opinion for opinion in opinions if network in opinion.judges),
    key=lambda opinion: -opinion.gap(network),
)
with st.container(horizontal=True):
    for opinion in apart[:SHOWN]:
        truth = "real photo" if isinstance(opinion.face, Photo) else "generated"
        try:
            picture = game().dealer.picture(opinion.face)
        except Unavailable:  # made by weights that are no longer here
            continue
        with st.container(width=190):
            st.image(picture, width=180, output_format="PNG", alt=f"A {truth} face")
            st.caption(
                f"**{truth}** · people {opinion.people:.0%} fake ({opinion.n}) · "
                f"{network} {opinion.judges[network]:.0%} fake"
            )
st.caption(
    "A person's p(fake) is how often people who said they were that sure turned out right. Photos "
    "are only shown to a player who has judged them, since they may still come up."
)
