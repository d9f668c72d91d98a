"""What the pages of the Lab share: the generator, a choice of people, pictures as they arrive."""

import io
import secrets
import time
from base64 import b64encode
from collections.abc import Sequence
from html import escape

import numpy as np
import streamlit as st
from PIL import Image

from game.common.errors import Unavailable
from game.common.language import Later, say
from game.common.recipe import GENERATOR, TRUNCATION_PSI, NoiseMode
from game.generators.manifest import entries
from game.generators.synthesis import Generator
from game.generators.zoo import load_generator
from game.ui.plain import plain
from game.ui.resources import settings, usual_generator

SHOW_PROGRESS_AFTER = 0.4  # seconds


def generator() -> Generator:
    """The generator to look into: the game's own, or another of the zoo if there are more."""
    zoo = entries(settings())
    names = [name for name, entry in zoo.items() if "stage" not in entry]  # these have no w to walk
    name = GENERATOR
    if len(names) > 1:
        name = st.selectbox(
            say("Generator"), names, key="generator", bind="query-params", width=330
        )
    if name == GENERATOR:
        return usual_generator()
    try:
        return _loaded(name)
    except Unavailable as error:
        st.error(plain(error))
        st.stop()


@st.cache_resource(max_entries=2, show_spinner=Later("Waking the generator …"))
def _loaded(name: str) -> Generator:
    return load_generator(name, settings())


def person(generator: Generator, label: str, key: str, seed: int) -> np.ndarray:
    """Let the visitor choose a person by seed, kept in the address; returns their z (1, z_dim)."""

    def somebody_else() -> None:
        st.session_state[key] = secrets.randbits(32)

    if key not in st.session_state and key not in st.query_params:
        st.session_state[key] = seed
    with st.container(horizontal=True, vertical_alignment="bottom", width=330):
        chosen = st.number_input(
            say("{label} (seed)", label=label), 0, 2**32 - 1, key=key, bind="query-params"
        )
        st.button(say("Another"), key=f"{key}-another", on_click=somebody_else)
    return generator.latent(seed if chosen is None else chosen)


def psi_slider() -> float:
    """Let the visitor choose ψ, kept in the address."""
    return st.slider("ψ", 0.0, 1.2, TRUNCATION_PSI, 0.05, key="psi", bind="query-params", width=330)


def pictures(generator: Generator, all_ws: Sequence[np.ndarray], at_most: int) -> list[np.ndarray]:
    """The faces of these ws (num_ws, w_dim); if they take a moment, with a bar that fills."""
    bar = st.empty()
    began = time.perf_counter()
    made = []
    for done, ws in enumerate(all_ws):
        if time.perf_counter() - began > SHOW_PROGRESS_AFTER:
            bar.progress(
                done / len(all_ws),
                say("Face {n} of {m} …", n=done + 1, m=len(all_ws)),
            )
        made.append(picture(generator, ws, at_most))
    bar.empty()
    return made


@st.cache_data(
    max_entries=300,
    show_spinner=False,
    hash_funcs={Generator: lambda generator: generator.checkpoint_sha256},
)
def picture(
    generator: Generator, ws: np.ndarray, at_most: int, noise_mode: NoiseMode = "const"
) -> np.ndarray:
    """A face of at most this many pixels a side, uint8 (size, size, 3), kept for who asks next."""
    return generator.picture(ws, size(generator, at_most), noise_mode)


def size(generator: Generator, at_most: int) -> int:
    """The largest size that the generator makes within this one, or its smallest."""
    return max((size for size in generator.sizes if size <= at_most), default=generator.sizes[0])


def draw_strip(faces: Sequence[np.ndarray], captions: Sequence[str], smallest: int) -> None:
    """Faces in a row, none narrower than `smallest` pixels: on a phone they take several rows."""
    figures = "".join(_figure(*pair) for pair in zip(faces, captions, strict=True))
    columns = f"repeat(auto-fit,minmax({smallest}px,1fr))"
    st.html(f'<div style="display:grid;gap:.6rem;grid-template-columns:{columns}">{figures}</div>')


def _figure(face: np.ndarray, caption: str) -> str:
    alt = escape(say("Generated face: {what}", what=caption))
    return (
        f'<figure style="margin:0;max-width:24rem"><img src="{as_data(face)}" '
        f'alt="{alt}" style="width:100%;border-radius:.6rem">'
        f'<figcaption style="text-align:center;opacity:.75">{escape(caption)}</figcaption></figure>'
    )


def as_data(face: np.ndarray) -> str:
    """A picture, uint8 (h, w, 3), as an address that holds it."""
    file = io.BytesIO()
    Image.fromarray(face).save(file, "JPEG", quality=90)
    return "data:image/jpeg;base64," + b64encode(file.getvalue()).decode()
