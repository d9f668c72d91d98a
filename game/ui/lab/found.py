"""Found faces: read from the address, and what can be done with them."""

import numpy as np
import streamlit as st

from game.common.errors import Refused
from game.common.language import say, to_say
from game.generators.latent_space import LEVELS, Level, levels_of, mix
from game.generators.projection.encoding import decode
from game.generators.synthesis import Generator
from game.ui.lab import lab
from game.ui.plain import plain

IN_ADDRESS = to_say(
    "This page's address holds what was found, and no photo: whoever opens it sees the same faces. "
    "The photo itself is not stored."
)
MOST = 4  # faces in an address
MIXED: dict[Level | None, str] = {
    None: to_say("nothing"),
    "coarse": to_say("pose and shape"),
    "middle": to_say("features"),
    "fine": to_say("colours"),
}


def in_address(generator: Generator, key: str) -> list[np.ndarray]:
    """The ws (num_ws, w_dim) of the faces that the address names by `key`; empty if none.

    What it names that is no face is told.
    """
    named = st.query_params.get(key)
    if not named:
        return []
    try:
        return [decode(generator, text) for text in named.split(".")[:MOST]]
    except Refused as error:
        st.error(plain(error))
        return []


def changed(generator: Generator, ws: np.ndarray) -> np.ndarray:
    """Let the visitor pull a face to the mean face and give it somebody else's styles."""
    psi = st.slider(say("ψ, from the mean face on"), 0.0, 1.2, 1.0, 0.05, key="truncated")
    mean = generator.ws(generator.latent(0), 0.0)[0]
    pulled: np.ndarray = (mean + psi * (ws - mean)).astype(np.float32)
    level = st.segmented_control(
        say("From somebody else"),
        [None, *LEVELS],
        format_func=lambda level: say(MIXED[level]),
        key="mixed",
    )
    if level is None:
        return pulled
    other = generator.ws(lab.person(generator, say("Who"), "other", 2_000_011), 0.7)[0]
    return mix(pulled, other, levels_of(generator)[level])


def squares(thumbnail: np.ndarray) -> np.ndarray:
    """A thumbnail, uint8 (side, side, 3), with its pixels as squares of 256 in all."""
    factor = 256 // len(thumbnail)
    return thumbnail.repeat(factor, axis=0).repeat(factor, axis=1)
