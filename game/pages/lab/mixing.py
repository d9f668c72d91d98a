"""Lab: style mixing."""

import numpy as np
import streamlit as st

from game.generators.latent_space import LEVELS, levels_of, mix
from game.ui import lab

MEANS = {"coarse": "pose, shape, hair", "middle": "features", "fine": "colours, texture"}

st.title("Style mixing")
st.markdown(
    "Every layer of the generator takes its own copy of **w**. Give some layers another person's: "
    "the early, *coarse* ones (4 to 8 pixels) decide on pose and the shape of face and hair, the "
    "*middle* ones (16 to 32) on features, the *fine* ones (from 64 on) on colours and texture."
)
generator = lab.generator()
with st.container(horizontal=True):
    a = lab.person(generator, "A", "a", 2_000_003)
    b = lab.person(generator, "B", "b", 2_000_011)
    psi = lab.psi_slider()
ws_a, ws_b = generator.ws(np.concatenate([a, b]), psi)
masks = levels_of(generator)
for name, own, other_name, other in (("A", ws_a, "B", ws_b), ("B", ws_b, "A", ws_a)):
    mixed = [own] + [mix(own, other, masks[level]) for level in LEVELS]
    captions = [name] + [f"{name} + {other_name}'s {level}: {MEANS[level]}" for level in LEVELS]
    lab.strip(lab.pictures(generator, mixed, at_most=256), captions, smallest=150)
