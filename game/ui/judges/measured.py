"""One judge: its card, and what was measured of it."""

import math

import pandas as pd
import streamlit as st

from game.common.language import say, to_say
from game.discriminators.known import NAMES, PROBE, paragraphs
from game.discriminators.verdict import JURY
from game.faces.decks.deck import DECK
from game.training.cameras import LONDON
from game.ui.curious import for_the_curious
from game.ui.judges import figures
from game.ui.resources import opponent, settings

CAMERAS = {DECK: to_say("the deck's photos"), LONDON: to_say("a studio in London")}


def draw_card(file: str) -> None:
    """The judge's card, models/FILE.md, in the reader's language."""
    text = (settings().models / f"{file}.md").read_text()
    st.markdown("\n\n".join(map(say, paragraphs(text))).replace("# ", "### ", 1))


def draw_measured(judge: str) -> None:
    """All figures of the judge of this name."""
    table = figures.measured("evaluation")
    if table is None:
        st.info(say("Nothing is measured yet: `python -m game evaluate --write`"))
        return
    own = table[table["judge"] == judge]
    beside_deck = (own["camera"] == DECK) & ~own["masked"]
    as_they_are = own[(own["disturbance"] == "none") & beside_deck]
    dealt = as_they_are.iloc[0]
    _draw_on_own_fakes(dealt)
    st.subheader(say("Fakes of every generator and stage"))
    st.altair_chart(figures.travel(as_they_are))
    draw_left_out(judge)
    st.subheader(say("Beside photos of other cameras"))
    draw_travel(judge)
    curve, changes = st.columns(2)
    with curve:
        st.subheader(say("Does p mean what it says?"))
        st.altair_chart(figures.reliability(dealt))
    changed = own[own["disturbance"] != "none"]
    if not changed.empty:
        with changes:
            _draw_changed(changed)
    with for_the_curious():
        st.markdown(
            say(
                "“Pairs right” is the AUC. Brier score {brier:.3f} ({low:.3f} to {high:.3f}): the "
                "mean square of what p(fake) is off by, 0.25 if it always says 50 %. Expected "
                "calibration error {ece:.3f}. {ms:.0f} ms of processor time a face.",
                brier=dealt["brier"],
                low=dealt["brier_low"],
                high=dealt["brier_high"],
                ece=dealt["ece"],
                ms=dealt["ms_per_face"],
            )
        )


def _draw_changed(changed: pd.DataFrame) -> None:
    """How it fares once the pictures were disturbed."""
    st.subheader(say("After the picture was changed"))
    st.altair_chart(figures.robustness(changed))
    st.caption(
        say(
            "JPEG: quality. Blur and noise: standard deviation, in pixels and in steps of 255. "
            "Resize: factor."
        )
    )


def draw_left_out(judge: str) -> None:
    """Pairs right on each generator of a judge that was trained without it, where measured."""
    table = figures.measured("leave-one-out")
    rows = None if table is None else table[table["judge"] == judge]
    if rows is None or rows.empty:
        return
    st.subheader(say("Fakes of a generator that it was not trained on"))
    st.altair_chart(figures.travel(rows))
    st.caption(say("Trained anew without each generator, measured on that one."))


def draw_travel(judge: str) -> None:
    """Pairs right (the AUC) by camera and generator, whole and face alone."""
    rows = _travelled(judge)
    if rows is None:
        return
    rows = rows.assign(
        beside=[say(CAMERAS[camera]) for camera in rows["camera"]],
        fakes=[opponent(name) for name in rows["generator"]],
        face=[say("face alone") if masked else say("whole") for masked in rows["masked"]],
    )
    # One line of heads: of two, the table's widget shows the lower one as code.
    beside = rows["beside"] + ", " + rows["face"]
    table = rows.assign(beside=beside).pivot_table("auc", ["fakes", "stage"], "beside", sort=False)
    table = table[table.notna().sum(axis=1) > 1]  # stages were measured beside one camera only
    table.index.names, table.columns.name = [say("fakes of"), say("stage")], None
    st.dataframe(table.style.format("{:.0%}", na_rep="–"))
    st.caption(
        say(
            "How many pairs of a photo and a fake are told apart; 50 % is a guess. “Face alone”: "
            "grey in the place of what is round the face, since a judge that knows a studio's "
            "wall knows nothing."
        )
    )


def like(camera: str) -> pd.DataFrame | None:
    """The jury's rows beside the photos of this camera, whole; None if it was not measured."""
    rows = _travelled(JURY)
    if rows is None:
        return None
    found = rows[(rows["camera"] == camera) & ~rows["masked"]]
    return found if len(found) else None


def changed_like(disturbance: str, strength: float, usual: float) -> pd.Series | None:
    """Of the CLIP probe, which travels farthest, the row of the game's own pairs after the change
    that is nearest to this one, by ratio; None if it is nearer to pairs as they `usual`ly are, or
    was not measured.
    """
    rows = figures.measured("evaluation")
    if rows is None:
        return None
    rows = rows[(rows["judge"] == NAMES[PROBE]) & (rows["disturbance"] == disturbance)]
    strengths = [usual, *rows["strength"]]
    nearest = min(strengths, key=lambda one: abs(math.log(one / strength)))
    return None if nearest == usual else rows[rows["strength"] == nearest].iloc[0]


def _travelled(judge: str) -> pd.DataFrame | None:
    table = figures.measured("evaluation")
    if table is None:
        return None
    rows = table[(table["judge"] == judge) & (table["disturbance"] == "none")]
    return rows if len(rows) else None


def _draw_on_own_fakes(dealt: pd.Series) -> None:
    """Three figures on the game's own fakes, with their intervals."""
    named = {
        say("Pairs right"): "auc",
        say("Photos right"): "accuracy_real",
        say("Fakes right"): "accuracy_fake",
    }
    for column, (label, name) in zip(st.columns(3), named.items(), strict=True):
        low, high = dealt[f"{name}_low"], dealt[f"{name}_high"]
        interval = say("{low:.1%} to {high:.1%}", low=low, high=high)
        shown = say("{value:.1%}", value=dealt[name])
        column.metric(label, shown, interval, "off", delta_arrow="off")
    st.caption(
        say(
            "On the game's own fakes: {photos} photos, {fakes} fakes.",
            photos=dealt["n_real"],
            fakes=dealt["n_fake"],
        )
    )
