"""Lab: style mixing."""

import numpy as np
import streamlit as st

from game.common.language import say, to_say
from game.generators.latent_space import LEVELS, levels_of, mix
from game.ui.lab import lab

MIXED = {
    "coarse": to_say("{a} + {b}'s coarse: pose, shape, hair"),
    "middle": to_say("{a} + {b}'s middle: features"),
    "fine": to_say("{a} + {b}'s fine: colours, texture"),
}

st.title(say("Style mixing"))
st.markdown(
    say(
        "Every layer of the generator takes its own copy of **w**. Give some layers another "
        "person's: the early, *coarse* ones (4 to 8 pixels) decide on pose and the shape of face "
        "and hair, the *middle* ones (16 to 32) on features, the *fine* ones (from 64 on) on "
        "colours and texture."
    )
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
    captions = [name] + [say(MIXED[level], a=name, b=other_name) for level in LEVELS]
    lab.draw_strip(lab.pictures(generator, mixed, at_most=256), captions, smallest=150)
