"""Games to choose from, a card each: a picture of nobody, what is asked, and the way in."""

from collections.abc import Sequence

import numpy as np
import streamlit as st
from PIL import Image
from streamlit.delta_generator import DeltaGenerator

from game.common.errors import Refused
from game.common.language import say, to_say
from game.common.recipe import TRAIN_SEEDS, TRUNCATION_PSI
from game.review.level import suited_photos
from game.rounds import addresses
from game.rounds.designs import FIND_THE_FAKE, FIND_THE_PHOTO, PAIRS, SINGLE
from game.rounds.modes.attack import ATTACK
from game.rounds.modes.climb import CLIMB
from game.rounds.modes.daily import DAILY
from game.rounds.modes.level import LEVEL
from game.ui.plain import plain
from game.ui.resources import answers, game, scales

WIDE, HIGH = 360, 180  # pixels of a card's picture
COLUMNS = 4
FACES = 10
# By game what it is in a sentence, the number of faces in its picture and that of their rows.
CARDS = {
    PAIRS.label: (to_say("A photo and a made-up face: which one is real?"), 2, 1),
    DAILY.label: (to_say("Ten pairs a day, the same for everybody."), 10, 2),
    CLIMB.label: (to_say("A network learns to make faces, and it gets harder pair by pair."), 4, 1),
    ATTACK.label: (to_say("Ten seconds a pair, three lives: how far do you get?"), 8, 2),
    LEVEL.label: (to_say("Pairs as hard as suits you: seven in ten should be right."), 3, 1),
    SINGLE.label: (to_say("One face at a time: real or generated?"), 1, 1),
    FIND_THE_PHOTO.label: (to_say("Four faces, of which one is a photo."), 4, 1),
    FIND_THE_FAKE.label: (to_say("Four faces, of which one is made up."), 4, 1),
}


def draw_cards(player_id: int | None) -> dict[str, str] | None:
    """All games; the address of the one that was pressed, None if none was."""
    pressed = None
    columns: list[DeltaGenerator] = []
    for place, (name, (about, faces, rows)) in enumerate(CARDS.items()):
        columns = columns or st.columns(COLUMNS)  # row by row, which is their order on a phone
        with columns.pop(0), st.container(border=True, height="stretch"):
            st.image(_picture(name, faces, rows), width="stretch", output_format="JPEG", alt="")
            st.markdown(f"**{say(name)}**  \n{say(about)}")
            missing = _missing(player_id) if name == LEVEL.label else ""
            if missing:
                st.caption(missing)
            label = say("Play an ordinary round") if missing else say("Play")
            if st.button(label, key=f"card-{place}", width="stretch"):
                pressed = addresses.GAMES[PAIRS.label if missing else name]
    return pressed


def _missing(player_id: int | None) -> str:
    """What is still to be done before pairs can be dealt at a player's level; "" if nothing is."""
    deck = game().dealer.deck.name
    try:
        suited_photos(answers().fresh(), scales().latest(deck), player_id or 0, deck)
    except Refused as refusal:
        return plain(refusal)
    return ""


@st.cache_resource(show_spinner=False)
def _faces() -> Sequence[Image.Image]:
    """Generated faces of seeds that no round is dealt from."""
    generator = game().dealer.generator
    size = min(size for size in generator.sizes if size >= HIGH)
    recipes = [generator.recipe(TRAIN_SEEDS.start + n, TRUNCATION_PSI, size) for n in range(FACES)]
    return [Image.fromarray(np.asarray(generator.face(recipe))) for recipe in recipes]


@st.cache_resource(show_spinner=False)
def _picture(name: str, faces: int, rows: int) -> np.ndarray:
    """The picture of a game, uint8 (HIGH, WIDE, 3): so many faces in so many rows."""
    picture = Image.new("RGB", (WIDE, HIGH))
    columns = faces // rows
    wide, high = WIDE // columns, HIGH // rows
    first = list(CARDS).index(name)
    for n in range(faces):
        face = _faces()[(first + n) % FACES]
        if name == CLIMB.label:  # one face, from a few pixels to all
            face = _faces()[first]
            side = (8, 16, 32, face.width)[n]
            face = face.resize((side, side)).resize(face.size, Image.Resampling.NEAREST)
        side = max(wide, high)
        tile = face.resize((side, side))
        left, top = (side - wide) // 2, (side - high) // 3
        tile = tile.crop((left, top, left + wide, top + high))
        picture.paste(tile, (n % columns * wide, n // columns * high))
    return np.asarray(picture)
