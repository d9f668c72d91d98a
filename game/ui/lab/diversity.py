"""How different the faces of a generator are, measured once a ψ for all visitors."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from game.common.language import say
from game.common.recipe import FACE_SIZE
from game.faces.distance import distance
from game.generators.synthesis import Generator
from game.ui.lab import lab
from game.ui.resources import game

N = 100
SIDE = 10  # faces in a row of the mosaic
EMPTY = 128  # where a face is still to come: grey


def draw_mosaic(generator: Generator, psi: float) -> np.ndarray:
    """The N faces at this ψ, framed as in the game, uint8 (N, height, width, 3).

    Drawn as one picture, which fills row by row while they are made, once a server.
    """
    key = generator.checkpoint_sha256, psi
    place, bar = st.empty(), st.empty()
    if key not in _faces():
        frame, size = game().dealer.deck.frame, lab.size(generator, FACE_SIZE)
        width, height = frame.size
        made = np.full((N, height, width, 3), EMPTY, np.uint8)
        for seed in range(N):
            bar.progress(seed / N, say("Face {n} of {m} …", n=seed + 1, m=N))
            if seed and seed % SIDE == 0:
                _draw(place, made, psi)
            made[seed] = frame.fake(generator.face(generator.recipe(seed, psi, size)))
        bar.empty()
        _faces()[key] = made
    _draw(place, _faces()[key], psi)
    return _faces()[key]


def _draw(place: DeltaGenerator, faces: np.ndarray, psi: float) -> None:
    place.image(
        mosaic(faces),
        say("100 faces at ψ = {psi}", psi=psi),
        output_format="JPEG",
        alt=say("A hundred generated faces"),
    )


def spread(generator: Generator, psi: float, faces: np.ndarray) -> float:
    """The mean distance of these, the faces of the generator at this ψ."""
    key = generator.checkpoint_sha256, psi
    if key not in _spreads():
        _spreads()[key] = _mean_distance(list(faces))
    return _spreads()[key]


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
    seen = sorted((psi, found) for (sha, psi), found in _spreads().items() if sha == sha256)
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
def _faces() -> dict[tuple[str, float], np.ndarray]:
    """By checkpoint and ψ what `draw_mosaic` has made."""
    return {}


@st.cache_resource
def _spreads() -> dict[tuple[str, float], float]:
    """By checkpoint and ψ the mean distance of those."""
    return {}


def _mean_distance(pictures: list[np.ndarray]) -> float:
    """Each picture against the next, the last against the first: as many pairs as pictures."""
    rolled = pictures[1:] + pictures[:1]
    return float(np.mean([distance(*pair) for pair in zip(pictures, rolled, strict=True)]))
