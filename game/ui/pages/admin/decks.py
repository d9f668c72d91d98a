"""Decks: the host adds photos to play with, looks through them, and deletes them."""

import streamlit as st

from game.common.language import say
from game.faces.decks.deck_files import listing
from game.ui.admin import access, decks
from game.ui.player import draw_notice
from game.ui.resources import settings

st.title(say("Decks"))
access.require_admin()
draw_notice()
st.markdown(
    say(
        "Photos of your own become a deck: the face on each is found, turned upright and cropped "
        "on this computer, and saved anew. The rest of the photo, its file's name, and where and "
        "when it was taken are not kept. A photo with no face or several, a face that is too "
        "small, too near the edge or black and white, a damaged file and a photo sent twice are "
        "left out."
    )
)
rows = listing(settings())
decks.draw_decks(rows)
st.subheader(say("Add a deck"))
decks.draw_added()
decks.draw_form()
if own := [row["name"] for row in rows if row["own"]]:
    st.subheader(say("Look through"))
    decks.draw_photos(own)
