"""Which part of a picture is missing: one of a few, or what a visitor paints over."""

from pathlib import Path

import numpy as np
import streamlit as st

from game.common.errors import Refused
from game.common.language import say, to_say
from game.ui.address import choice
from game.ui.lab import lab

SQUARES = 64  # a side, of which each is missing or not
PAINTED = "painted"
# Of a face as the generator places it: top, bottom, left, right in squares.
PARTS = {
    "mouth": (to_say("mouth and chin"), (40, 64, 14, 50)),
    "eyes": (to_say("eyes"), (23, 35, 12, 52)),
    "half": (to_say("one half"), (0, 64, 32, 64)),
    PAINTED: (to_say("painted over"), (0, 0, 0, 0)),
}

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "discriminator.mask",
    css=(_HERE / "mask.css").read_text(),
    js=(_HERE / "mask.js").read_text(),
)


def missing_part(picture: np.ndarray) -> np.ndarray:
    """Let the visitor say what of a picture, uint8 (side, side, 3), is missing: bool (side, side).

    The picture is drawn with it.
    """
    part = choice(
        st.segmented_control,
        say("What is missing"),
        list(PARTS),
        "part",
        format_func=lambda part: say(PARTS[part][0]),
        required=True,
    )
    if part == PAINTED:
        return enlarged(_painted(picture), len(picture))
    squares = np.zeros((SQUARES, SQUARES), bool)
    top, bottom, left, right = PARTS[part][1]
    squares[top:bottom, left:right] = True
    hole = enlarged(squares, len(picture))
    without = np.where(hole[..., None], np.uint8(128), picture)
    st.image(without, width=420, output_format="JPEG", alt=say("The picture without a part"))
    return hole


def _painted(picture: np.ndarray) -> np.ndarray:
    state = _component(
        key="mask",
        data={
            "picture": lab.as_data(picture),
            "side": SQUARES,
            "words": {
                "paint": say("Paint over what is to be made up, with the mouse or a finger."),
                "clear": say("Start again"),
                "picture": say("The picture to paint over"),
            },
        },
        on_cells_change=lambda: None,
    )
    return squares_of(getattr(state, "cells", None) or "")


def squares_of(cells: object) -> np.ndarray:
    """What the browser says of the squares, bool (SQUARES, SQUARES); "" is none of them.

    Raises Refused for anything else than a digit for every four squares.
    """
    if cells == "":
        return np.zeros((SQUARES, SQUARES), bool)
    try:
        if not isinstance(cells, str) or len(cells) != SQUARES**2 // 4:
            raise ValueError
        bits = np.unpackbits(np.frombuffer(bytes.fromhex(cells), np.uint8))
        return bits.reshape(SQUARES, SQUARES).astype(bool)
    except ValueError:
        raise Refused(say("This is no painting.")) from None


def enlarged(squares: np.ndarray, side: int) -> np.ndarray:
    """The squares of a picture of `side` pixels: bool (side, side)."""
    pixels = side // SQUARES
    return squares.repeat(pixels, axis=0).repeat(pixels, axis=1)
