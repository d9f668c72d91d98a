"""Lab: directions in w beside a single entry of z."""

import streamlit as st

from game.common.language import say
from game.common.recipe import TRUNCATION_PSI
from game.generators.directions import named_directions
from game.ui.lab import lab
from game.ui.resources import settings

st.title(say("Directions"))
st.markdown(
    say(
        "In **w** a straight line can mean something. These directions were found without any "
        "labels: the ways in which w varies most (principal components), and those to which the "
        "layers react most (factorised weights). People looked at what they do and named them; "
        "what the training photos showed together, they move together."
    )
)
generator = lab.generator()
z = lab.person(generator, say("Who"), "seed", 2_000_011)
in_w, sliders, in_z = st.columns([4, 3, 4], gap="large")
ws = generator.ws(z, TRUNCATION_PSI)[0]
with sliders:
    for direction in named_directions(generator, settings()):
        low, high = direction.ends
        label = say(
            "**{name}**: {low} ↔ {high}", name=say(direction.name), low=say(low), high=say(high)
        )
        strength = st.slider(label, -1.0, 1.0, 0.0, 0.1, key=f"w-{direction.name}")
        if strength:
            ws = direction.apply(generator, ws, strength)
with in_w:
    st.subheader(say("Directions in w"))
    face = lab.picture(generator, ws, 512)
    st.image(face, width="stretch", output_format="JPEG", alt=say("The face moved in w"))
with in_z:
    st.subheader(say("One entry of z"))
    picture = st.empty()
    z_dim = z.shape[1]
    entry = (
        st.number_input(say("Which of the {n} entries", n=z_dim), 0, z_dim - 1, 0, key="entry") or 0
    )
    added = st.slider(say("Added to it"), -10.0, 10.0, 0.0, 1.0, key="added")
    changed = z.copy()
    changed[0, entry] += added
    face = lab.picture(generator, generator.ws(changed, TRUNCATION_PSI)[0], 512)
    picture.image(face, width="stretch", output_format="JPEG", alt=say("The face moved in z"))
    st.caption(
        say(
            "The entries of z are drawn between about -3 and 3. One of them changes a little of "
            "everything; no entry is the smile."
        )
    )
