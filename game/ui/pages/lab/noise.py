"""Lab: what the per-pixel noise does, and what it does not."""

import numpy as np
import streamlit as st

from game.common.language import say
from game.ui.lab import lab

AMPLIFIED = 4
CROP = 256

st.title(say("Noise"))
st.markdown(
    say(
        "Beside its style, every layer gets **noise**: a number for each pixel. It should decide "
        "on what is random in a face anyway, such as where exactly each hair lies, and on "
        "nothing else: not on who it is, nor the pose, nor the light."
    )
)
generator = lab.generator()
with st.container(horizontal=True):
    z = lab.person(generator, say("Who"), "seed", 2_000_011)
    psi = lab.psi_slider()
ws = generator.ws(z, psi)[0]
size = generator.sizes[-1]
with st.spinner(say("Making the face twice …")):
    face, bare = (lab.picture(generator, ws, size, mode) for mode in ("const", "none"))
difference = face.astype(int) - bare
amplified = np.clip(128 + AMPLIFIED * difference, 0, 255).astype(np.uint8)
captions = [say("with noise"), say("without"), say("the difference, ×{n}", n=AMPLIFIED)]
lab.draw_strip([face, bare, amplified], captions, smallest=150)
st.subheader(say("Pixel by pixel"))
top = size // 8  # where the hair is
left = (size - CROP) // 2
detail = np.s_[top : top + CROP, left : left + CROP]
lab.draw_strip([face[detail], bare[detail], amplified[detail]], captions, smallest=150)
coarse = difference.reshape(size // 64, 64, size // 64, 64, 3).mean(axis=(1, 3))
st.markdown(
    say(
        "Pixels differ by {pixels:.1f} % of the range on average, the means of 64×64 blocks by "
        "{blocks:.1f} %. This generator carries one fixed set of noise: it makes the same "
        "grain at the same place in every face, which is one of its tells.",
        pixels=np.abs(difference).mean() / 2.55,
        blocks=np.abs(coarse).mean() / 2.55,
    )
)
