"""Lab: the way from one found face to another."""

import numpy as np
import streamlit as st

from game.common.language import say
from game.generators.face_files import gif
from game.generators.latent_space import lerp
from game.ui.lab import found, lab, searching

FRAMES = 25
SHOWN = 7  # of them

st.title(say("Between two people"))
st.markdown(
    say(
        "Two faces are searched for; the straight line in **w** from the one to the other leads "
        "through people who are a little of both. The articles call this *morphing* or "
        "*interpolation in latent space*."
    )
)
st.warning(say(searching.WARNING), icon=":material/warning:")
generator, tasks = searching.generator(), searching.tasks()
ends = []
for column, label, key, seed in zip(
    st.columns(2, gap="large"),
    (say("A photo with a face"), say("Another photo with a face")),
    ("one", "other"),
    (searching.EXAMPLE, searching.EXAMPLE + 1),
    strict=True,
):
    with column:
        ends.append(searching.given(label, key, seed=seed))
        st.image(ends[-1], width=220, output_format="JPEG", alt=say("The face to look for"))
if st.button(say("Find both"), type="primary"):
    searching.search(tasks.find_both(*ends), "faces")
everybody = found.in_address(generator, "faces")
if len(everybody) > 1:
    way = lerp(everybody[0], everybody[1], FRAMES)
    faces = lab.pictures(generator, list(way), 256)
    shown = np.linspace(0, FRAMES - 1, SHOWN).round().astype(int)
    captions = [say("{share:.0%}", share=n / (FRAMES - 1)) for n in shown]
    lab.draw_strip([faces[n] for n in shown], captions, smallest=110)
    st.download_button(
        say("Download"),
        lambda: gif(faces),
        "between.gif",
        "image/gif",
        on_click="ignore",
        icon=":material/download:",
    )
    st.caption(say("A GIF of {n} frames, there and back.", n=FRAMES))
    st.caption(say(found.IN_ADDRESS))
