"""Lab: how different are 100 faces?"""

import streamlit as st

from game.common.language import say
from game.ui.lab import diversity, lab
from game.ui.resources import game

STRENGTHS = (0.0, 0.3, 0.5, 0.7, 1.0, 1.2)

st.title(say("Diversity"))
st.markdown(
    say(
        "A generator that makes one perfect face fools any discriminator and is worthless: "
        "**mode collapse**. So count how different its faces are: the mean distance (1 − "
        "MS-SSIM, 0 for the same picture) over 100 pairs among the faces of seeds 0 to 99, "
        "cropped and compressed as in the game."
    )
)
generator = lab.generator()
psi = st.segmented_control(
    "ψ", STRENGTHS, default=0.7, key="psi", bind="query-params", required=True
)
left, right = st.columns([3, 2])
with left:
    faces = diversity.draw_mosaic(generator, psi)
with right:
    with st.spinner(say("How different are they?")):
        spread = diversity.spread(generator, psi, faces)
        real = diversity.photos_distance(game().dealer.deck.name)
    st.metric(
        say("Mean distance"),
        say("{value:.3f}", value=spread),
        say("{more:+.3f} against photos", more=spread - real),
        "off",
    )
    diversity.draw_distances(generator, real)
    st.caption(
        say("Each ψ that you choose adds a point. The dashed line: 100 of the deck's photos.")
    )
