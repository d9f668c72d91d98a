"""Every way to build a GAN after equal time: what a class would have seen so far, side by side."""

import json
from typing import Any

import streamlit as st

from game.common.language import say, to_say
from game.ui import address
from game.ui.resources import settings

# By the names of their configs, in the order of their years.
TITLES = {
    "fully-connected-64": to_say("2014: layers that connect all with all"),
    "live-32": to_say("2015: convolutions, 32×32"),
    "dcgan-64": to_say("2015: convolutions"),
    "style-64": to_say("2019: styles"),
    "live-64": to_say("2021: a critic that has seen other pictures"),
}


@st.cache_data(ttl=60, show_spinner=False)
def rows() -> list[dict[str, Any]]:
    """What `bench live` has measured; empty where models/ has none of it."""
    file = settings().models / "first-minutes.json"
    return [row for row in json.loads(file.read_text()) if "config" in row] if file.exists() else []


def draw_first_minutes() -> None:
    """The faces of the same seeds after one, two or three minutes, and how far they are."""
    if not rows():
        return
    st.subheader(say("After equal time"))
    st.markdown(
        say(
            "What each has learnt after as many seconds of one processor core, with the same "
            "photos and seeds. Better networks are not always quicker ones; the last is, by far, "
            "for its critic need not learn what an edge or an eye looks like. Progressive growing "
            "is not among them: it begins at 4×4 pixels, and has not grown far by then."
        )
    )
    marks = [str(mark) for mark in sorted({row["seconds"] for row in rows()})]
    after = address.choice(st.select_slider, say("Seconds"), marks, "after", default=marks[-1])
    found = {row["config"]: row for row in rows() if str(row["seconds"]) == after}
    shown = [name for name in TITLES if name in found]
    for column, name in zip(st.columns(len(shown), gap="medium"), shown, strict=True):
        row = found[name]
        with column:
            st.image(
                str(settings().models / "first-minutes" / f"{name}-{int(after):03}.jpg"),
                width="stretch",
                alt=say("32 faces after {seconds} seconds", seconds=after),
            )
            st.markdown(f"**{say(TITLES[name])}**")
            st.caption(
                say(
                    "{images:,} photos seen. Distance to photos {distance:.2f}, in another "
                    "network's eyes {second:.2f}.",
                    images=row["images"],
                    distance=row["kid_like"],
                    second=row["kid_like_second"],
                )
            )
