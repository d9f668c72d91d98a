"""Lab: fill in a missing part, in several ways."""

import numpy as np
import streamlit as st

from game.common.language import say
from game.common.recipe import TRUNCATION_PSI
from game.faces.blend import blend
from game.generators.projection.search import IN_W
from game.generators.projection.targets import Likeness
from game.ui.lab import found, lab, mask, searching

SEEDS = (11, 12, 13)  # who the searches begin with, so that they end differently
LEAST, MOST = 0.005, 0.8  # of the picture

st.title(say("Fill in"))
st.markdown(
    say(
        "Of a face a part is missing. Searched for are faces that look like what is left of it; "
        "what they have in the hole is one way in which it could have been. The articles call "
        "this *inpainting*. What was really there nobody can get from it."
    )
)
st.warning(say(searching.WARNING), icon=":material/warning:")
generator, tools = searching.generator(), searching.tools()
left, right = st.columns(2, gap="large")
with left:
    face = searching.given(say("A photo with a face"), "photo")
    hole = mask.missing_part(face)
    fits = LEAST < hole.mean() < MOST
    wanted = st.button(say("Fill in"), type="primary", disabled=not fits)
    if not fits:
        st.caption(say("Something must be missing, and something must be left."))
with right:
    if wanted:
        searching.remember(face, hole)
        together = [np.repeat(one[None], len(SEEDS), axis=0) for one in (face, ~hole)]
        z = np.concatenate([generator.latent(seed) for seed in SEEDS])
        start = generator.ws(z, TRUNCATION_PSI)
        target = Likeness(together[0], tools.features, together[1])
        searching.search(target, start, IN_W, "faces")
    everybody = found.in_address(generator, "faces")
    if everybody:
        faces = lab.pictures(generator, everybody, searching.SIDE)
        numbers = [say("number {n}", n=n) for n in range(1, len(faces) + 1)]
        if searching.remembered(face, hole):
            lab.draw_strip([blend(face, one, hole) for one in faces], numbers, smallest=150)
            st.caption(say("The same as the generator made them, before they were set in:"))
        lab.draw_strip(faces, numbers, smallest=110)
        st.caption(say(found.IN_ADDRESS))
