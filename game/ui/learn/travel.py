"""Under the chapter on detectors that do not travel: verdicts side by side, and a head refitted."""

import numpy as np
import pandas as pd
import streamlit as st

from game.common.errors import Unavailable
from game.common.language import say, to_say
from game.discriminators.clip.probe import p_of
from game.faces.decks.deck import DECK
from game.faces.disturbances import jpeg
from game.training.cameras import CANADA, LONDON
from game.training.embedded import load_embedded
from game.training.groups import examples
from game.training.probe import without
from game.training.travel import beside_each_other
from game.ui.plain import plain
from game.ui.resources import jury, opponent, settings

QUALITY = 70  # of the JPEG that the switch puts all pictures through
CAMERAS = {
    DECK: to_say("a photo of the deck"),
    CANADA: to_say("a photo from Canada"),
    LONDON: to_say("a photo from London"),
}


def draw_verdicts() -> None:
    """A photo of each camera and a fake of each generator, with what every judge says of them."""
    squeezed = st.toggle(say("JPEG at quality {n}", n=QUALITY), key="squeezed")
    try:
        with st.spinner(say("Making new faces …")):
            names, pictures, table = _verdicts(squeezed)
    except Unavailable as error:
        st.error(plain(error))
        return
    labels = [_label(name) for name in names]
    with st.container(horizontal=True):
        for label, picture in zip(labels, pictures, strict=True):
            st.image(picture, label, width=130, output_format="PNG", alt=label)
    shown = pd.DataFrame(
        {say(judge): p for judge, p in table.items()}, index=pd.Index(labels, name=say("p(fake)"))
    )
    st.dataframe(shown.style.format("{:.0%}"))


def draw_forgetting() -> None:
    """The CLIP probe's head, fitted anew without one generator that the reader takes out."""
    try:
        embedded = load_embedded(settings())
    except Unavailable as error:
        st.info(plain(error))
        return
    generators = sorted({group.origin for group in embedded if group.fake and group.stage})
    gone = st.segmented_control(
        say("Take one generator out of what the CLIP probe learns from"),
        generators,
        key="gone",
        format_func=opponent,
    )
    with_all, less = _aucs(None), _aucs(gone)
    st.dataframe(
        pd.DataFrame(
            {
                say("fakes of"): [opponent(generator) for generator, _ in with_all],
                say("beside"): [say(CAMERAS[camera]) for _, camera in with_all],
                say("Pairs right with all"): list(with_all.values()),
                say("Pairs right without it"): [less[key] for key in with_all],
            }
        ).style.format(
            "{:.0%}", subset=[say("Pairs right with all"), say("Pairs right without it")]
        ),
        hide_index=True,
    )


@st.cache_data(show_spinner=False)
def _aucs(gone: str | None) -> dict[tuple[str, str], float]:
    """By generator and camera, of a head that has not learned from the generator that is gone."""
    embedded = load_embedded(settings())
    head = without(embedded, gone)
    p = {g: p_of(rows, *head) for g, rows in embedded.items() if g.part == "held_out"}
    rows = [row for row in beside_each_other(p) if not row["masked"]]
    return {(row["generator"], row["camera"]): row["auc"] for row in rows}


@st.cache_data(show_spinner=False)
def _verdicts(squeezed: bool) -> tuple[list[str], list[np.ndarray], dict[str, list[float]]]:
    shown = examples(settings())
    pictures = [jpeg(one, QUALITY) if squeezed else one for one in shown.values()]
    verdicts = {judge.name: judge.p_fake(np.stack(pictures)).tolist() for judge in jury().judges}
    return list(shown), pictures, verdicts


def _label(name: str) -> str:
    return say(CAMERAS[name]) if name in CAMERAS else opponent(name)
