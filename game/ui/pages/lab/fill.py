"""Lab: fill in a missing part, in several ways."""

import streamlit as st

from game.common.language import say
from game.faces.blend import blend
from game.ui.lab import found, lab, mask, searching

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
generator, tasks = searching.generator(), searching.tasks()
left, right = st.columns(2, gap="large")
with left:
    face = searching.given(say("A photo with a face"), "photo")
    hole = mask.missing_part(face)
    fits = LEAST < hole.mean() < MOST
    if not fits:
        st.caption(say("Something must be missing, and something must be left."))
with right:
    if st.button(say("Fill in"), type="primary", disabled=not fits):
        searching.remember(face, hole)
        searching.search(tasks.fill(face, hole), "faces")
    everybody = found.in_address(generator, "faces")
    if everybody:
        faces = lab.pictures(generator, everybody, searching.SIDE)
        numbers = [say("number {n}", n=n) for n in range(1, len(faces) + 1)]
        if searching.remembered(face, hole):
            lab.draw_strip([blend(face, one, hole) for one in faces], numbers, smallest=150)
            st.caption(say("The same as the generator made them, before they were set in:"))
        lab.draw_strip(faces, numbers, smallest=110)
        st.caption(say(found.IN_ADDRESS))
