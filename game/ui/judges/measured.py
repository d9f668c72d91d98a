"""One judge: its card, and what was measured of it."""

import pandas as pd
import streamlit as st

from game.common.language import say
from game.discriminators.judges import paragraphs
from game.ui.judges import figures
from game.ui.resources import settings


def draw_card(file: str) -> None:
    """The judge's card, models/FILE.md, in the reader's language."""
    text = (settings().models / f"{file}.md").read_text()
    st.markdown("\n\n".join(map(say, paragraphs(text))).replace("# ", "### ", 1))


def draw_measured(judge: str) -> None:
    """All figures of the judge of this name."""
    table = figures.measured("evaluation")
    if table is None:
        st.info(
            say(
                "Nothing is measured yet: `python -m game evaluate --json > models/evaluation.json`"
            )
        )
        return
    own = table[table["judge"] == judge]
    as_they_are = own[own["disturbance"] == "none"]
    dealt = as_they_are.iloc[0]
    _draw_on_own_fakes(dealt)
    st.subheader(say("Fakes of every generator and stage"))
    st.altair_chart(figures.travel(as_they_are))
    if judge == "Patch detector" and (left_out := figures.measured("leave-one-out")) is not None:
        st.subheader(say("Fakes of a generator that it was not trained on"))
        st.altair_chart(figures.travel(left_out))
        st.caption(say("Trained anew without each generator, measured on that one."))
    curve, changes = st.columns(2)
    with curve:
        st.subheader(say("Does p mean what it says?"))
        st.altair_chart(figures.reliability(dealt))
        st.caption(say("Expected calibration error {ece:.3f}.", ece=dealt["ece"]))
    with changes:
        st.subheader(say("After the picture was changed"))
        st.altair_chart(figures.robustness(own[own["disturbance"] != "none"]))
        st.caption(
            say(
                "JPEG: quality. Blur and noise: standard deviation, in pixels and in steps of 255. "
                "Resize: factor."
            )
        )


def _draw_on_own_fakes(dealt: pd.Series) -> None:
    """Four figures on the game's own fakes, with their intervals."""
    named = {
        say("Pairs right"): "auc",
        say("Photos right"): "accuracy_real",
        say("Fakes right"): "accuracy_fake",
        say("Brier score"): "brier",
    }
    for column, (label, name) in zip(st.columns(4), named.items(), strict=True):
        low, high = dealt[f"{name}_low"], dealt[f"{name}_high"]
        if name == "brier":
            shown = say("{value:.3f}", value=dealt[name])
            interval = say("{low:.3f} to {high:.3f}", low=low, high=high)
        else:
            shown = say("{value:.1%}", value=dealt[name])
            interval = say("{low:.1%} to {high:.1%}", low=low, high=high)
        column.metric(label, shown, interval, "off", delta_arrow="off")
    st.caption(
        say(
            "On the game's own fakes: {photos} photos, {fakes} fakes; {ms:.0f} ms "
            "a face on the machine that measured.",
            photos=dealt["n_real"],
            fakes=dealt["n_fake"],
            ms=dealt["ms_per_face"],
        )
    )
