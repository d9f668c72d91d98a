"""Lab: this person does not exist."""

import secrets

import streamlit as st

from game.common.language import say
from game.common.recipe import GENERATOR, TRUNCATION_PSI
from game.generators.face_files import png
from game.generators.manifest import licence
from game.ui.lab import lab
from game.ui.resources import faces_ahead, settings


def new_face() -> None:
    """Take a face that was made ahead, if it is of the ψ that is asked for."""
    usual = st.session_state["psi"] == TRUNCATION_PSI and generator.name == GENERATOR
    ahead = faces_ahead().take() if usual else None
    st.session_state["ahead"] = ahead
    st.session_state["seed"] = ahead[0].seed if ahead else secrets.randbits(32)


if "seed" not in st.session_state and "seed" not in st.query_params:
    st.session_state["seed"] = secrets.randbits(32)

st.title(say("This person does not exist"))
st.markdown(
    say(
        "A random number becomes 512 random numbers, **z**; the generator makes a face of them. "
        "The same seed makes the same face, here and on any other machine, so this page's "
        "address is the face."
    )
)
generator = lab.generator()
picture, controls = st.columns([3, 2], gap="large")
with controls:
    st.button(say("New face"), type="primary", on_click=new_face, shortcut="n")
    seed = st.number_input(say("Seed"), 0, 2**32 - 1, key="seed", bind="query-params")
    psi = lab.psi_slider()

recipe = generator.recipe(0 if seed is None else seed, psi)
ahead = st.session_state.get("ahead")
if ahead and ahead[0] == recipe:
    face = ahead[1]
else:
    with picture, st.spinner(say("Making a face …")):
        face = generator.face(recipe)
    st.session_state["ahead"] = (recipe, face)

caption = say(
    "Seed {seed}, ψ = {psi:.2f}, {size}×{size} pixels",
    seed=recipe.seed,
    psi=recipe.truncation_psi,
    size=recipe.size,
)
with picture, st.container(width=620):
    st.image(face, caption, width="stretch", output_format="JPEG", alt=say("A generated face"))
controls.download_button(
    say("Download"),
    lambda: png(face, recipe, licence(recipe.generator, settings())),
    f"face-{recipe.seed}-psi{recipe.truncation_psi:.2f}.png",
    "image/png",
    on_click="ignore",
    icon=":material/download:",
)
controls.caption(say("A PNG at full size; its metadata carry the recipe and the licence."))
faces_ahead()  # from the first visit on, so that the next press finds one
