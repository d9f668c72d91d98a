"""What the course of tells shows: faces where to look, each place enlarged."""

import numpy as np
import streamlit as st
from PIL import Image, ImageDraw

from game.common.language import Later
from game.common.recipe import FACE_SIZE, GENERATOR, TRUNCATION_PSI
from game.faces.thumbnail import enlarged
from game.generators.synthesis import Generator
from game.generators.zoo import load_generator
from game.rounds.tells import Box, Example
from game.ui.resources import game, settings, usual_generator

SMALLEST = 512  # pixels a side as shown; a thumbnail's own pixels stay visible in it


@st.cache_data(max_entries=60, show_spinner=Later("Making the face …"))
def face(example: Example) -> np.ndarray:
    """The example's face, uint8 (side, side, 3), thumbnails enlarged.

    Raises Unavailable if the generator's weights are missing or broken.
    """
    generator = _generator(example.generator)
    made = generator.face(generator.recipe(example.seed, example.psi, example.size))
    return made if example.size >= SMALLEST else enlarged(made, SMALLEST)


@st.cache_data(max_entries=60, show_spinner=False)
def as_dealt(example: Example) -> np.ndarray:
    """The face in the game's frame, uint8 (height, width, 3): what a player would see of it.

    Only for faces of the game's own generator.
    """
    generator = usual_generator()
    made = generator.face(generator.recipe(example.seed, example.psi, FACE_SIZE))
    return game().dealer.deck.frame.fake(made)


@st.cache_data(show_spinner=Later("Making 64 faces …"))
def mean_face(faces: int) -> np.ndarray:
    """The mean of the game's fakes of the first seeds, uint8 (FACE_SIZE, FACE_SIZE, 3)."""
    generator = usual_generator()
    total = np.zeros((FACE_SIZE, FACE_SIZE, 3))
    for seed in range(faces):
        total += generator.face(generator.recipe(seed, TRUNCATION_PSI, FACE_SIZE))
    mean: np.ndarray = (total / faces).astype(np.uint8)
    return mean


def marked(face: np.ndarray, boxes: tuple[Box, ...]) -> np.ndarray:
    """A copy of the face with a frame around each box."""
    image = Image.fromarray(face)
    draw = ImageDraw.Draw(image)
    width = max(2, image.width // 170)
    for box in boxes:
        left, top, right, bottom = _pixels(face, box)
        # Light within dark: to be seen on any ground.
        draw.rectangle((left, top, right - 1, bottom - 1), outline="#1e1b29", width=2 * width)
        inner = (
            left + width // 2,
            top + width // 2,
            right - 1 - width // 2,
            bottom - 1 - width // 2,
        )
        draw.rectangle(inner, outline="#ffc53d", width=width)
    return np.asarray(image)


def detail(face: np.ndarray, box: Box, longer: int) -> np.ndarray:
    """The box alone, its longer side of so many pixels."""
    image = Image.fromarray(face).crop(_pixels(face, box))
    scale = longer / max(image.size)
    size = round(image.width * scale), round(image.height * scale)
    return np.asarray(image.resize(size, Image.Resampling.BICUBIC))


def _pixels(face: np.ndarray, box: Box) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(edge * face.shape[0]) for edge in box)
    return left, top, right, bottom


def _generator(name: str) -> Generator:
    if name == GENERATOR:
        return usual_generator()
    return load_generator(name, settings())
