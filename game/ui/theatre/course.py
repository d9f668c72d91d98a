"""The course of a training, and what its stages are worth, as plots of what models/ has of it."""

import json
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from game.common.colours import FAKE, INK, LOUD, REAL
from game.common.language import say
from game.ui.resources import settings

# The first thousands of images change most, so they get most of the room.
_MORE_AT_FIRST = alt.Scale(type="sqrt", zero=True)
# The first stages are hundreds of times further away than the last.
_FROM_FAR: dict[str, Any] = {
    "scale": alt.Scale(type="symlog", constant=0.05, domainMin=0),
    "axis": alt.Axis(values=[0, 0.1, 0.3, 1, 3, 10, 30], format="~g"),
}
# The families whose critic looks through the network that the first distance is measured with.
THROUGH_RESNET = ("projected-64", "projected-128")


@st.cache_data(ttl=60, show_spinner=False)
def log_of(family: str) -> pd.DataFrame | None:
    """The shipped log of a family's training; None without one."""
    return _shipped(family, "metrics.json")


def _shipped(family: str, name: str) -> pd.DataFrame | None:
    file = settings().models / family / name
    return pd.DataFrame(json.loads(file.read_text())) if file.is_file() else None


def draw_course(log: pd.DataFrame, at: int | None = None) -> None:
    """The critic's mean outputs and the losses, with a line at so many images."""
    st.markdown(say("**How real the critic finds them** (50 %: a guess)"))
    outputs = {"critic_real": say("photos"), "critic_fake": say("fakes")}
    share = alt.Y("value:Q", title=None, axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1]))
    half = alt.Chart(pd.DataFrame({"value": [0.5]})).mark_rule(strokeDash=[4, 4]).encode(y="value")
    st.altair_chart(half + _lines(log, outputs, [REAL, FAKE], share, at))
    st.markdown(say("**Losses** (what each network tries to make small)"))
    losses = {"loss_critic": say("critic"), "loss_generator": say("generator")}
    loss = alt.Y("value:Q", title=None, scale=alt.Scale(zero=True))
    st.altair_chart(_lines(log, losses, [LOUD, FAKE], loss, at))


def _lines(
    log: pd.DataFrame, columns: dict[str, str], colours: list[str], y: alt.Y, at: int | None
) -> alt.LayerChart | alt.FacetChart:
    """These columns of the log as lines, called by their values."""
    table = log.rename(columns=columns).melt("images", [*columns.values()], "of")
    colour = alt.Color(
        "of:N",
        title=None,
        scale=alt.Scale(domain=[*columns.values()], range=colours),
        legend=alt.Legend(orient="top"),
    )
    layers = [alt.Chart(table).mark_line().encode(x=_images(), y=y, color=colour)]
    if at is not None:
        here = alt.Chart(pd.DataFrame({"images": [at]}))
        layers.append(here.mark_rule(strokeWidth=2, color="gray").encode(x=_images()))
    return alt.layer(*layers).properties(height=250)


def _images() -> alt.X:
    return alt.X("images:Q", title=say("photos shown to the critic"), scale=_MORE_AT_FIRST)


def measures_of(family: str) -> pd.DataFrame | None:
    """What each stage is worth, see `training.gan.measures`; None if it was not measured."""
    return _shipped(family, "measures.json")


def draw_worth(family: str) -> None:
    """Distance to photos, diversity, nearness to single photos, by images; each with its goal."""
    stages = measures_of(family)
    if stages is None:
        return
    st.subheader(say("What the stages are worth"))
    networks, roles = _networks(family)
    figures = (
        (
            networks,
            say("Distance to photos"),
            0.0,
            say(
                "KID-like, in the features of two networks, to photos that the generator has not "
                "learned from; n = {n} faces. Photos would be at 0.",
                n=stages["n"].iloc[0],
            )
            + " "
            + roles,
        ),
        (
            {"diversity": say("Diversity")},
            say("Diversity"),
            stages["diversity_photos"].iloc[0],
            say(
                "Mean 1 − MS-SSIM of two faces. The line is that of photos; far below it, the "
                "generator makes the same few faces again and again."
            ),
        ),
        (
            {"nearest_ratio": say("Nearest photo")},
            say("Nearest photo"),
            1.0,
            say(
                "Distance to the nearest training photo, as a share of a new photo's. Copies "
                "would be at 0, two photos blended at 0.94."
            ),
        ),
    )
    for column, (names, title, goal, meaning) in zip(
        st.columns(3, gap="large"), figures, strict=True
    ):
        with column:
            st.markdown(f"**{title}**")
            st.altair_chart(_worth(stages, names, goal))
            st.caption(meaning)


def _networks(family: str) -> tuple[dict[str, str], str]:
    """By measure the network that it was made with, and what both have to do with this family."""
    if family in THROUGH_RESNET:
        networks = say("ResNet-50-thin: teaches"), say("face detector: examines")
        roles = say(
            "This critic looks through the ResNet-50-thin, so that network teaches. The face "
            "detector, which has taught no generator, examines."
        )
    else:
        networks = say("ResNet-50-thin"), say("face detector")
        roles = say("Both examine: neither has taught this generator.")
    return dict(zip(("kid_like_validation", "kid_like_second"), networks, strict=True)), roles


def _worth(
    stages: pd.DataFrame, names: dict[str, str], goal: float
) -> alt.LayerChart | alt.FacetChart:
    """Measures by images, called by their values, and a line where photos are."""
    table = stages.rename(columns=names).melt("images", [*names.values()], "of")
    two = len(names) > 1
    y = alt.Y("value:Q", title=None, **(_FROM_FAR if two else {"scale": alt.Scale(zero=True)}))
    colour = alt.Color(
        "of:N",
        title=None,
        scale=alt.Scale(domain=[*names.values()], range=[LOUD, REAL][: len(names)]),
        # Where the lines have fallen.
        legend=alt.Legend(orient="top-right", offset=0, labelFontSize=11) if two else None,
    )
    tip = [
        alt.Tooltip("images", title=say("photos shown to the critic")),
        alt.Tooltip("of:N", title=" "),
        alt.Tooltip("value", title=" ", format=".3f"),
    ]
    photos = alt.Chart(pd.DataFrame({"value": [goal]})).mark_rule(strokeDash=[4, 4], color="gray")
    lines = alt.Chart(table).mark_line(point=True)
    return alt.layer(
        photos.encode(y=y), lines.encode(x=_images(), y=y, color=colour, tooltip=tip)
    ).properties(height=200)


def draw_duel(family: str) -> None:
    """How each stage's critic did against each stage's generator, if that was measured."""
    rows = _shipped(family, "duel.json")
    if rows is None:
        return
    st.subheader(say("Every critic against every generator"))
    st.altair_chart(_matrix(rows))
    st.caption(
        say(
            "How often the critic of one stage takes a photo for more real than a fake of another "
            "stage: 0.5 is chance. The diagonal is the duel as it was. Photos and seeds are new to "
            "both."
        )
    )


def _matrix(rows: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    """AUC of every critic (down) against every generator (across); both in images seen."""
    base = alt.Chart(rows).encode(
        x=alt.X("generator:O", title=say("generator after … photos"), axis=alt.Axis(labelAngle=0)),
        y=alt.Y("critic:O", title=say("critic after … photos")),
    )
    shade = alt.Scale(domain=[0, 0.5, 1], range=[FAKE, "#f1ebe1", REAL])
    squares = base.mark_rect().encode(
        color=alt.Color("auc:Q", scale=shade, title=say("critic right")),
        tooltip=[
            alt.Tooltip("critic", title=say("critic after … photos")),
            alt.Tooltip("generator", title=say("generator after … photos")),
            alt.Tooltip("auc:Q", title=say("critic right"), format=".2f"),
            alt.Tooltip("n_real", title=say("photos")),
            alt.Tooltip("n_fake", title=say("fakes")),
        ],
    )
    numbers = base.mark_text(fontSize=11).encode(
        text=alt.Text("auc:Q", format=".2f"),
        color=alt.condition("abs(datum.auc - 0.5) > 0.35", alt.value("white"), alt.value(INK)),
    )
    return alt.layer(squares, numbers).properties(height=alt.Step(34))
