"""Lab: from one person to another, along z and along w."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from game.common.colours import FAKE, REAL
from game.common.language import say
from game.faces.distance import distance
from game.generators.latent_space import lerp, slerp
from game.ui.lab import lab

STEPS = 9

st.title(say("z against w"))
st.markdown(
    say(
        "Two ways from one person to another, each in eight even steps: along **z**, the random "
        "numbers, and along **w**, what the mapping network makes of them. Were z well arranged, "
        "even steps would look even. It is *entangled*: a step can change the hat, the age and "
        "the background at once."
    )
)
generator = lab.generator()
with st.container(horizontal=True):
    here = lab.person(generator, say("From"), "from", 2_000_003)
    there = lab.person(generator, say("To"), "to", 2_000_011)
    psi = lab.psi_slider()
ends = generator.ws(np.concatenate([here, there]), psi)
ways = {
    "z": list(generator.ws(slerp(here, there, STEPS), psi)),
    "w": list(lerp(ends[0], ends[1], STEPS)),
}
steps = []
for space, way in ways.items():
    st.subheader(say("Along {space}", space=space))
    faces = lab.pictures(generator, way, at_most=128)
    lab.draw_strip(faces, [str(step) for step in range(STEPS)], smallest=90)
    steps += [
        {"step": f"{i}-{i + 1}", "distance": distance(faces[i], faces[i + 1]), "space": space}
        for i in range(STEPS - 1)
    ]

table = pd.DataFrame(steps)
st.subheader(say("How far each step looks"))
st.altair_chart(
    alt.Chart(table)
    .mark_line(point=True)
    .encode(
        x=alt.X("step", axis=alt.Axis(labelAngle=0), title=say("step")),
        y=alt.Y("distance", title=say("distance (1 − MS-SSIM)")),
        color=alt.Color("space", scale=alt.Scale(range=[FAKE, REAL]), title=say("along")),
        strokeDash=alt.StrokeDash("space", title=say("along")),
    )
    .properties(height=260)
)
largest = table.groupby("space")["distance"].agg(["max", "mean"])
ratios = largest["max"] / largest["mean"]
st.markdown(
    say(
        "The largest step is {z:.1f} times the mean step along z and {w:.1f} times along w. "
        "One pair of people proves little: try others. Distance: 1 − MS-SSIM of the two "
        "pictures' brightness, 0 for the same picture (Wang et al. 2003).",
        z=ratios["z"],
        w=ratios["w"],
    )
)
