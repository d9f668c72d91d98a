"""Judges: how each of them judges, and how well, as measured."""

import streamlit as st

from game.discriminators.ladder import JUDGES
from game.settings import Settings
from game.ui import figures

UNITS = "JPEG: quality. Blur and noise: standard deviation, in pixels and in steps of 255. Resize: "

st.title("The judges")
st.markdown(
    "Every network and statistic that plays against you, from the simplest to the most schooled. "
    "All figures are about photos and seeds that it has never seen; bars and bands are 95 % "
    "intervals."
)
models = Settings.from_environment().models
kinds = {kind.name: name for name, kind in JUDGES.items()}
chosen = st.segmented_control(
    "Judge", list(kinds), default=next(iter(kinds)), key="judge", bind="query-params", required=True
)
card, _, _ = (models / f"{kinds[chosen]}.md").read_text().partition("## Figures")
table = figures.measured("evaluation")
left, right = st.columns([2, 3])
with left:
    st.markdown(card.replace("# ", "### ", 1))
with right:
    if table is None:
        st.info(
            "Nothing is measured yet: `python -m game evaluate --json > models/evaluation.json`"
        )
        st.stop()
    own = table[table["judge"] == chosen]
    as_they_are = own[own["disturbance"] == "none"]
    dealt = as_they_are.iloc[0]
    for column, (label, name) in zip(
        st.columns(4),
        {
            "Pairs right": "auc",
            "Photos right": "accuracy_real",
            "Fakes right": "accuracy_fake",
            "Brier score": "brier",
        }.items(),
        strict=True,
    ):
        form = ".3f" if name == "brier" else ".1%"
        shown = format(dealt[name], form)
        interval = f"{dealt[f'{name}_low']:{form}} to {dealt[f'{name}_high']:{form}}"
        column.metric(label, shown, interval, "off", delta_arrow="off")
    st.caption(
        f"On the game's own fakes: {dealt['n_real']} photos, {dealt['n_fake']} fakes; "
        f"{dealt['ms_per_face']:.0f} ms a face on the machine that measured."
    )
    st.subheader("Fakes of every generator and stage")
    st.altair_chart(figures.travel(as_they_are))
    if chosen == "Patch detector" and (left_out := figures.measured("leave-one-out")) is not None:
        st.subheader("Fakes of a generator that it was not trained on")
        st.altair_chart(figures.travel(left_out))
        st.caption("Trained anew without each generator, measured on that one.")
    curve, changes = st.columns(2)
    with curve:
        st.subheader("Does p mean what it says?")
        st.altair_chart(figures.reliability(dealt))
        st.caption(f"Expected calibration error {dealt['ece']:.3f}.")
    with changes:
        st.subheader("After the picture was changed")
        st.altair_chart(figures.robustness(own[own["disturbance"] != "none"]))
        st.caption(UNITS + "factor.")
