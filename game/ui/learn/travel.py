"""Under the chapter on detectors that do not travel: verdicts side by side, and a head refitted."""

import numpy as np
import pandas as pd
import streamlit as st

from game.common.errors import Unavailable
from game.common.language import say, to_say
from game.discriminators.clip.probe import p_of
from game.faces.decks.deck import DECK
from game.faces.disturbances import jpeg
from game.rounds.modes.ladder import stage_name
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
        {
            say(judge): [_verdict(name, p) for name, p in zip(names, said, strict=True)]
            for judge, said in table.items()
        },
        index=pd.Index(labels, name=say("p(fake)")),
    )
    st.dataframe(shown)
    st.caption(say("✗: a photo that is called fake, or a fake that is not."))


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
                say("fakes of"): [opponent(generator) for generator, _, _ in with_all],
                say("stage"): [stage_name(stage) for _, stage, _ in with_all],
                say("beside"): [say(CAMERAS[camera]) for _, _, camera in with_all],
                say("Pairs right with all"): list(with_all.values()),
                say("Pairs right without it"): [less[key] for key in with_all],
            }
        ).style.format(
            lambda auc: say("{p:.0%}", p=auc),
            subset=[say("Pairs right with all"), say("Pairs right without it")],
        ),
        hide_index=True,
    )


@st.cache_data(show_spinner=False)
def _aucs(gone: str | None) -> dict[tuple[str, str, str], float]:
    """By generator, stage and camera, of a head that never saw the generator that is gone."""
    embedded = load_embedded(settings())
    head = without(embedded, gone)
    p = {g: p_of(rows, *head) for g, rows in embedded.items() if g.part == "held_out"}
    rows = [row for row in beside_each_other(p) if not row["masked"]]
    return {(row["generator"], row["stage"], row["camera"]): row["auc"] for row in rows}


@st.cache_data(show_spinner=False)
def _verdicts(squeezed: bool) -> tuple[list[str], list[np.ndarray], dict[str, list[float]]]:
    shown = examples(settings())
    pictures = [jpeg(one, QUALITY) if squeezed else one for one in shown.values()]
    verdicts = {judge.name: judge.p_fake(np.stack(pictures)).tolist() for judge in jury().judges}
    return list(shown), pictures, verdicts


def _verdict(name: str, p: float) -> str:
    """p(fake) of a camera's photo or a generator's fake, and whether it is wrong."""
    wrong = (p >= 0.5) == (name in CAMERAS)
    return say("{p:.0%} ✗", p=p) if wrong else say("{p:.0%}", p=p)


def _label(name: str) -> str:
    return say(CAMERAS[name]) if name in CAMERAS else opponent(name)
