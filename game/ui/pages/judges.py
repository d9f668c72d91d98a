"""Judges: how each of them judges, and how well, as measured."""

import streamlit as st

from game.common.language import say
from game.common.settings import Settings
from game.discriminators.judges import JUDGES, paragraphs
from game.ui import address
from game.ui.judges import figures

st.title(say("The judges"))
st.markdown(
    say(
        "Every network and statistic that plays against you, from the simplest to the most "
        "schooled. All figures are about photos and seeds that it has never seen; bars and bands "
        "are 95 % intervals."
    )
)
models = Settings.from_environment().models
kinds = {kind.name: name for name, kind in JUDGES.items()}
chosen = address.choice(
    st.segmented_control, say("Judge"), list(kinds), "judge", format_func=say, required=True
)
table = figures.measured("evaluation")
left, right = st.columns([2, 3])
with left:
    card = "\n\n".join(map(say, paragraphs((models / f"{kinds[chosen]}.md").read_text())))
    st.markdown(card.replace("# ", "### ", 1))
with right:
    if table is None:
        st.info(
            say(
                "Nothing is measured yet: `python -m game evaluate --json > models/evaluation.json`"
            )
        )
        st.stop()
    own = table[table["judge"] == chosen]
    as_they_are = own[own["disturbance"] == "none"]
    dealt = as_they_are.iloc[0]
    for column, (label, name) in zip(
        st.columns(4),
        {
            say("Pairs right"): "auc",
            say("Photos right"): "accuracy_real",
            say("Fakes right"): "accuracy_fake",
            say("Brier score"): "brier",
        }.items(),
        strict=True,
    ):
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
    st.subheader(say("Fakes of every generator and stage"))
    st.altair_chart(figures.travel(as_they_are))
    if chosen == "Patch detector" and (left_out := figures.measured("leave-one-out")) is not None:
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
