"""Lab: find this face, and go on from there."""

import numpy as np
import streamlit as st

from game.common.language import say
from game.generators.directions import named_directions
from game.ui.lab import found, lab, searching
from game.ui.resources import settings

st.title(say("Find this face"))
st.markdown(
    say(
        "Which **w** makes a face like this one? A search begins at a guess and follows the "
        "gradient back through the whole generator, step by step, until its picture looks like "
        "yours. The articles call this *projection* or *GAN inversion*."
    )
)
st.warning(say(searching.WARNING), icon=":material/warning:")
generator, tasks = searching.generator(), searching.tasks()
left, right = st.columns(2, gap="large")
with left:
    face = searching.given(say("A photo with a face"), "photo")
    st.image(face, width=330, output_format="JPEG", alt=say("The face to look for"))
with right:
    if st.button(say("Find"), type="primary"):
        searching.remember(face)
        searching.search(tasks.find(face), "face")
    faces = found.in_address(generator, "face")
    if not faces:
        st.stop()
    picture = st.empty()
    ws = found.changed(generator, faces[0])
    for direction in named_directions(generator, settings()):
        low, high = direction.ends
        label = say(
            "**{name}**: {low} ↔ {high}", name=say(direction.name), low=say(low), high=say(high)
        )
        ws = direction.apply(generator, ws, st.slider(label, -1.0, 1.0, 0.0, 0.1))
    shown = lab.picture(generator, ws, searching.SIDE)
    picture.image(shown, width=searching.SIDE, output_format="JPEG", alt=say("The found face"))
with left:
    if searching.remembered(face):
        mean = generator.ws(generator.latent(0), 0.0)[0]
        pictures = [lab.picture(generator, one, searching.SIDE) for one in (faces[0], mean)]
        near, far = (np.abs(one.astype(int) - face).mean() / 255 for one in pictures)
        st.markdown(
            say(
                "How near can this generator come? The pixels of the found face differ by "
                "{near:.1%} of the range on average, those of its mean face by {far:.1%}.",
                near=near,
                far=far,
            )
        )
    st.caption(say(found.IN_ADDRESS))
