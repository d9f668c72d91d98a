"""Lab: enlarge a thumbnail, to several people."""

import numpy as np
import streamlit as st

from game.common.language import say
from game.discriminators.asked import placed_or_whole
from game.generators.projection.targets import shrink
from game.ui.lab import found, lab, searching

st.title(say("Enlarge"))
st.markdown(
    say(
        "A face of a few pixels: who is it? Searched for are faces that shrink to the same few "
        "pixels. There are many, and they are different people, so an enlarged picture "
        "**identifies nobody**: what was added comes from the generator, not from the person. The "
        "articles call this *super-resolution*; this way of it is PULSE (Menon et al. 2020)."
    )
)
st.warning(say(searching.WARNING), icon=":material/warning:")
generator, tasks = searching.generator(), searching.tasks()
left, right = st.columns([1, 2], gap="large")
with left:
    face = searching.given(
        say("A small picture, or a photo to shrink"), "photo", take=placed_or_whole
    )
    side = st.segmented_control(
        say("Pixels a side"), [16, 32], default=16, key="side", bind="query-params", required=True
    )
    (thumbnail,) = shrink(face[None], side)
    st.image(found.squares(thumbnail), width=260, alt=say("The thumbnail"))
with right:
    if st.button(say("Enlarge"), type="primary"):
        searching.remember(thumbnail)
        searching.search(tasks.enlarge(thumbnail), "faces")
    everybody = found.in_address(generator, "faces")
    if everybody:
        faces = lab.pictures(generator, everybody, 256)
        lab.draw_strip(faces, [say("number {n}", n=n) for n in range(1, len(faces) + 1)], 150)
        small = shrink(np.stack(faces), side)
        captions = [""] * len(small)
        if searching.remembered(thumbnail):
            apart = np.abs(small.astype(int) - thumbnail).mean(axis=(1, 2, 3))
            captions = [say("differs by {n:.1f} of 255", n=one) for one in apart]
        st.caption(say("What they shrink to:"))
        lab.draw_strip([found.squares(one) for one in small], captions, smallest=150)
        st.caption(say(found.IN_ADDRESS))
