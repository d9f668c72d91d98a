"""Lab: how different are 100 faces?"""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from game.common.language import say
from game.common.recipe import FACE_SIZE
from game.faces.distance import distance
from game.generators.synthesis import Generator
from game.ui.lab import lab
from game.ui.resources import game

N = 100
STRENGTHS = (0.0, 0.3, 0.5, 0.7, 1.0, 1.2)


@st.cache_resource
def measured() -> dict[tuple[str, float], tuple[np.ndarray, float]]:
    """By checkpoint and ψ, for all visitors: the N framed faces and their mean distance."""
    return {}


def crowd(generator: Generator, psi: float) -> list[np.ndarray]:
    """N faces framed as in the game, with a bar while they are made."""
    frame, size = game().dealer.deck.frame, lab.size(generator, FACE_SIZE)
    faces = []
    bar = st.empty()
    for seed in range(N):
        bar.progress(seed / N, say("Face {n} of {m} …", n=seed + 1, m=N))
        face = generator.face(generator.recipe(seed, psi, size))
        faces.append(frame.fake(face))
    bar.empty()
    return faces


@st.cache_data(show_spinner=False)
def photos_distance(deck_name: str) -> float:
    """The same measure for N real photos that no player is shown."""
    deck = game().dealer.deck
    return mean_distance([deck.photo(name) for name in deck.train[:N]])


def mean_distance(pictures: list[np.ndarray]) -> float:
    """Each picture against the next, the last against the first: as many pairs as pictures."""
    rolled = pictures[1:] + pictures[:1]
    return float(np.mean([distance(*pair) for pair in zip(pictures, rolled, strict=True)]))


st.title(say("Diversity"))
st.markdown(
    say(
        "A generator that makes one perfect face fools any discriminator and is worthless: "
        "**mode collapse**. So count how different its faces are: the mean distance (1 − "
        "MS-SSIM, 0 for the same picture) over 100 pairs among the faces of seeds 0 to 99, "
        "cropped and compressed as in the game."
    )
)
generator = lab.generator()
psi = st.segmented_control(
    "ψ", STRENGTHS, default=0.7, key="psi", bind="query-params", required=True
)
sha256 = generator.checkpoint_sha256
if (sha256, psi) not in measured():
    made = crowd(generator, psi)
    measured()[sha256, psi] = np.stack(made), mean_distance(made)
faces, spread = measured()[sha256, psi]
real = photos_distance(game().dealer.deck.name)
seen = sorted((at, found) for (sha, at), (_, found) in measured().items() if sha == sha256)
left, right = st.columns([3, 2])
with left:
    mosaic = faces.reshape(10, 10, *faces.shape[1:]).swapaxes(1, 2).reshape(1600, 1600, 3)[::2, ::2]
    st.image(
        mosaic,
        say("100 faces at ψ = {psi}", psi=psi),
        output_format="JPEG",
        alt=say("A hundred generated faces"),
    )
with right:
    st.metric(
        say("Mean distance"),
        say("{value:.3f}", value=spread),
        say("{more:+.3f} against photos", more=spread - real),
        "off",
    )
    points = alt.Chart(pd.DataFrame(seen, columns=["ψ", "distance"]))
    photos_line = alt.Chart(pd.DataFrame({"distance": [real], "what": [say("{n} photos", n=N)]}))
    st.altair_chart(
        points.mark_line(point=True).encode(
            x=alt.X("ψ", scale=alt.Scale(domain=[0, 1.2])),
            y=alt.Y("distance", title=say("distance"), scale=alt.Scale(domain=[0, 1])),
        )
        + photos_line.mark_rule(strokeDash=[4, 4]).encode(y="distance")
        + photos_line.mark_text(align="left", dy=-8, x=5, color="gray").encode(
            y="distance", text="what"
        )
    )
    st.caption(
        say("Each ψ that you choose adds a point. The dashed line: 100 of the deck's photos.")
    )
