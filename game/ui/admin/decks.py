"""The host's decks: the form that adds one, what it left out, and the photos to look through."""

from typing import Any

import pandas as pd
import streamlit as st

from game.common.errors import Refused, Unavailable
from game.common.language import say
from game.faces.decks.candidates import MOST_BYTES, Offer
from game.faces.decks.deck import LEAST_PHOTOS, load_deck
from game.faces.decks.deck_files import delete, remove_photo
from game.faces.decks.making import CONSENT, TooFewPhotos, make, own_photos
from game.ui.admin.deck_style import draw_style
from game.ui.buttons import button
from game.ui.plain import plain
from game.ui.preparation import prepared
from game.ui.resources import settings

MOST_UPLOADED = 200
A_PAGE = 24  # photos shown at once


def draw_decks(rows: list[dict[str, Any]]) -> None:
    """Every deck in a line."""
    shown = [
        {
            say("Deck"): row["name"],
            say("Title"): say(row["title"]),
            say("Photos"): row["photos"],
            say("Pixels"): row["pixels"],
            say("MB"): row["megabytes"],
            say("Licence"): say(row["licence"]),
            say("To play"): (
                say("yes") if row["playable"] else say("no, fewer than {n}", n=LEAST_PHOTOS)
            ),
        }
        for row in rows
    ]
    st.dataframe(pd.DataFrame(shown), hide_index=True)


def draw_form() -> None:
    """Photos, name, title, licence, consent; makes the deck when it is sent."""
    # Another key once a deck was added: the form is then empty again, and lets go of the photos.
    with st.form(f"deck-{st.session_state.get('decks-added', 0)}"):
        files = st.file_uploader(
            say(
                "Photos: at least {least} and at most {most}, one face on each",
                least=LEAST_PHOTOS,
                most=MOST_UPLOADED,
            ),
            ["jpg", "jpeg", "png", "webp"],
            accept_multiple_files=True,
            max_upload_size=MOST_BYTES // 1_000_000,
        )
        name = st.text_input(
            say("Name"), max_chars=64, placeholder=say("small letters, digits, hyphens")
        )
        title = st.text_input(say("Title"), max_chars=300, placeholder=say("what players read"))
        licence = st.text_input(
            say("Licence"), max_chars=300, placeholder=say("who may show them where")
        )
        consent = st.checkbox(say("I confirm that {consent}.", consent=say(CONSENT)))
        sent = st.form_submit_button(say("Add"), type="primary")
    if not sent:
        return
    text = say("Looking for faces … Stay on this page until it is done.")
    bar = st.progress(0.0, text)
    left_out: list[tuple[str, str]] = []
    try:
        if len(files) > MOST_UPLOADED:
            raise Refused(
                say(
                    "{photos} photos are too many for this page; send {most}, or "
                    "add them by `python -m game deck add`.",
                    photos=len(files),
                    most=MOST_UPLOADED,
                )
            )
        about = own_photos(name, title, licence, consent=consent)
        offers = [Offer(file.name, file.getvalue) for file in files]
        made = prepared(
            lambda: make(offers, about, settings(), progress=lambda done: bar.progress(done, text)),
            settings(),
        )
    except (Refused, Unavailable) as error:
        bar.empty()
        st.error(plain(error))
        left_out = error.left_out if isinstance(error, TooFewPhotos) else []
    else:
        # The list above was drawn before the deck was there, so the page is drawn anew.
        st.session_state["added"] = made
        st.session_state["decks-added"] = st.session_state.get("decks-added", 0) + 1
        st.session_state["deck-shown"] = name
        st.rerun()
    _left_out(left_out)


def draw_added() -> None:
    """Say once what was made of the photos that were sent, and what was left out."""
    if made := st.session_state.pop("added", None):
        pixels = made.deck.frame.size[0]
        st.success(
            say(
                "{name}: {photos} photos of {pixels} pixels.",
                name=plain(made.deck.name),
                photos=len(made.deck.play),
                pixels=pixels,
            )
        )
        _left_out(made.left_out)


def _left_out(left_out: list[tuple[str, str]]) -> None:
    if left_out:
        st.markdown(say("Left out: {n}.", n=len(left_out)))
        st.dataframe(pd.DataFrame(left_out, columns=[say("File"), say("Reason")]), hide_index=True)


def draw_photos(names: list[str]) -> None:
    """A deck's photos as players see them, each with its removal, and the deck's deletion."""
    name = st.selectbox(say("Deck"), names, key="deck-shown", width=330)
    deck = load_deck(name, settings())
    with st.popover(say("Delete the deck")):
        st.text(
            say(
                "{name} and its {photos} photos; this cannot be undone.",
                name=name,
                photos=len(deck.play),
            )
        )
        button(say("Delete"), delete, name, settings(), type="primary")
    with st.expander(say("The deck's own style"), icon=":material/palette:"):
        draw_style(deck)
    pages = -(-len(deck.play) // A_PAGE)
    page = 1
    if pages > 1:
        page = st.segmented_control(say("Page"), range(1, pages + 1), default=1) or 1
    with st.container(horizontal=True):
        for photo in deck.play[(page - 1) * A_PAGE : page * A_PAGE]:
            with st.container(width=150):
                try:
                    picture = deck.photo(photo)
                except Unavailable as error:
                    st.caption(plain(error))
                else:
                    st.image(
                        picture,
                        width=150,
                        output_format="JPEG",
                        alt=say("Photo {photo}", photo=photo),
                    )
                button(say("Remove from deck"), remove_photo, name, photo, settings(), of=photo)
