"""A round's result to send: a small component of our own, since only a script may share or copy."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from game.common.language import say
from game.review.share_text import share_text
from game.ui.server_address import base

_HERE = Path(__file__).parent
_send = st.components.v2.component(
    "discriminator.send",
    css=(_HERE / "send.css").read_text(),
    js=(_HERE / "send.js").read_text(),
)


def address(code: str | None) -> str:
    """Where the game is found, and by its code a round."""
    found = f"{base()}/"
    return f"{found}?same={code}" if code else found


def draw_send(found: Mapping[str, Sequence[bool | None]], code: str | None) -> None:
    """The buttons; `found` are the outcomes of a round, the player's own first."""
    words = {
        "share": say("Share the result"),
        "copy": say("Copy the result"),
        "copied": say("Copied."),
    }
    _send(key="send", data={"text": share_text(found, address(code)), "words": words})
