"""Lab: truncation, the same person from the mean face to the far side."""

import numpy as np
import streamlit as st

from game.common.language import say
from game.common.recipe import STYLED_PSI, TRUNCATION_PSI
from game.ui.lab import lab

STRENGTHS = np.arange(0, 1.21, 0.2)

st.title(say("Truncation"))
st.markdown(
    say(
        "Far from the mean, w space was seldom visited in training, and faces break. "
        "**Truncation** pulls w towards the mean: w′ = w̄ + ψ · (w − w̄). At ψ = 0 everybody is "
        "the mean face; at 1 nothing is pulled; beyond 1 it is pushed. Less ψ is a safer face "
        "and a duller crowd."
    )
)
generator = lab.generator()
z = lab.person(generator, say("Who"), "seed", 2_000_003)
faces = lab.pictures(generator, [generator.ws(z, float(psi))[0] for psi in STRENGTHS], at_most=256)
lab.draw_strip(faces, [say("ψ = {psi:.1f}", psi=psi) for psi in STRENGTHS], smallest=120)
st.caption(
    say(
        "The game deals its fakes at ψ = {plain}; in a deck's own style, where they are pulled "
        "towards another centre, at ψ = {styled}.",
        plain=TRUNCATION_PSI,
        styled=STYLED_PSI,
    )
)
