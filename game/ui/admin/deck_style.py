"""A deck's own style: the host makes it of the deck's photos, and new faces in it."""

import io
import tempfile
import zipfile
from pathlib import Path

import streamlit as st

from game.common.language import say
from game.common.recipe import GENERATOR, TRAIN_SEEDS, usual_psi
from game.faces.decks.deck import Deck
from game.faces.decks.style_files import make_style
from game.generators.face_files import write_dataset
from game.generators.manifest import licence
from game.generators.style import load_style
from game.rounds.dealing.fakes import fake
from game.ui.buttons import made
from game.ui.plain import plain
from game.ui.resources import settings, usual_generator

MOST_FACES = 100


def draw_style(deck: Deck) -> None:
    """What a style is, its making, and the faces to take along once there is one."""
    st.markdown(
        say(
            "A deck's own style draws random faces that look like its photos: their walls, their "
            "light, how heads are turned. It is made of the mean and the spread of all {n} photos, "
            "without looking for the face of anybody, and the deck's fakes are dealt in it from "
            "then on. Make it anew once you have removed photos.",
            n=len(deck.train or deck.play),
        )
    )
    if st.button(say("Make its style") if deck.style is None else say("Make its style anew")):
        text = say("Looking at faces … Stay on this page until it is done, for some minutes.")
        generator = usual_generator()
        if made(text, lambda progress: make_style(deck.name, generator, settings(), progress)):
            st.rerun()
    if deck.style is not None:
        st.text(say("Its style: {style}", style=deck.style))
        _new_faces(deck)


def _new_faces(deck: Deck) -> None:
    """New examples for a data set: faces of nobody in the deck's style, as one file."""
    number = st.number_input(
        say("New faces in this style"), 1, MOST_FACES, 24, key=f"faces-{deck.name}", width=330
    )
    if st.button(say("Make them")):
        with st.spinner(say("Making faces …")):
            st.session_state["faces-of"] = deck.style, number, _zipped(deck, number)
    style, counted, data = st.session_state.get("faces-of", (None, 0, b""))
    if (style, counted) == (deck.style, number):
        st.download_button(
            say("Download"), data, f"{deck.style}.zip", "application/zip", on_click="ignore"
        )
        st.caption(
            say(
                "Generated faces with their recipes. The licence of the deck goes with them: "
                "{licence}",
                licence=plain(deck.licence),
            )
        )


def _zipped(deck: Deck, number: int) -> bytes:
    """A folder of faces as `write_dataset` writes it, in one file."""
    generator = usual_generator()
    seeds = range(TRAIN_SEEDS.start, TRAIN_SEEDS.start + number)
    psi, size = usual_psi(deck.style), deck.frame.face_size
    recipes = [fake(generator, seed, psi, size, deck.style) for seed in seeds]
    assert deck.style is not None
    style = load_style(deck.style, settings())
    file = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(file, "w") as packed:
        both = style.with_weights(licence(GENERATOR, settings()))
        write_dataset(generator, recipes, both, Path(folder))
        for path in sorted(Path(folder).iterdir()):
            packed.write(path, f"{deck.style}/{path.name}")
    return file.getvalue()
