"""How different the faces of a generator are, measured once a ψ for all visitors."""

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
SIDE = 10  # faces in a row of the mosaic


def measured(generator: Generator, psi: float) -> tuple[np.ndarray, float]:
    """The N framed faces at this ψ and their mean distance, with a bar while they are made."""
    key = generator.checkpoint_sha256, psi
    if key not in _measured():
        faces = _framed(generator, psi)
        _measured()[key] = np.stack(faces), _mean_distance(faces)
    return _measured()[key]


@st.cache_data(show_spinner=False)
def photos_distance(deck_name: str) -> float:
    """The same measure for N real photos that no player is shown."""
    deck = game().dealer.deck
    return _mean_distance([deck.photo(name) for name in deck.train[:N]])


def mosaic(faces: np.ndarray) -> np.ndarray:
    """The N faces as one picture, at half their size."""
    _, height, width, channels = faces.shape
    rows = faces.reshape(SIDE, SIDE, height, width, channels).swapaxes(1, 2)
    return rows.reshape(SIDE * height, SIDE * width, channels)[::2, ::2]


def draw_distances(generator: Generator, photos: float) -> None:
    """The mean distance at every ψ that was measured so far, and that of photos as a line."""
    sha256 = generator.checkpoint_sha256
    seen = sorted((psi, found) for (sha, psi), (_, found) in _measured().items() if sha == sha256)
    points = alt.Chart(pd.DataFrame(seen, columns=["ψ", "distance"]))
    photos_line = alt.Chart(pd.DataFrame({"distance": [photos], "what": [say("{n} photos", n=N)]}))
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


@st.cache_resource
def _measured() -> dict[tuple[str, float], tuple[np.ndarray, float]]:
    """By checkpoint and ψ the faces and their mean distance."""
    return {}


def _framed(generator: Generator, psi: float) -> list[np.ndarray]:
    """N faces framed as in the game."""
    frame, size = game().dealer.deck.frame, lab.size(generator, FACE_SIZE)
    faces = []
    bar = st.empty()
    for seed in range(N):
        bar.progress(seed / N, say("Face {n} of {m} …", n=seed + 1, m=N))
        face = generator.face(generator.recipe(seed, psi, size))
        faces.append(frame.fake(face))
    bar.empty()
    return faces


def _mean_distance(pictures: list[np.ndarray]) -> float:
    """Each picture against the next, the last against the first: as many pairs as pictures."""
    rolled = pictures[1:] + pictures[:1]
    return float(np.mean([distance(*pair) for pair in zip(pictures, rolled, strict=True)]))
