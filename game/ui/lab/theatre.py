"""What the theatre shows: the stages of a training, the same faces at each, and its course."""

import json

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from game.common.colours import FAKE, INK, LOUD, QUIET, REAL
from game.common.errors import Unavailable
from game.common.language import say, to_say
from game.common.settings import Settings
from game.faces.thumbnail import enlarged
from game.generators.zoo import entries, load_generator
from game.rounds.modes.ladder import stage_name
from game.ui.plain import plain

ROWS, COLUMNS = 4, 6  # of faces; their seeds count up from 0
FACE = 192  # pixels of a face as it is shown

# The first thousands of images change most, so they get most of the room.
_MORE_AT_FIRST = alt.Scale(type="sqrt", zero=True)

# In the order of their years.
TITLES = {
    "fully-connected-64": to_say("2014: layers that connect all with all"),
    "dcgan-64": to_say("2015: convolutions"),
    "progan-64": to_say("2017: progressive growing"),
    "style-64": to_say("2019: styles"),
}

_FEEDBACK = """
digraph {{
  rankdir=TB; bgcolor=transparent; nodesep=0.35; ranksep=0.45
  node [shape=box style="rounded,filled" fillcolor="{critic}" color="{critic}"
        fontcolor=white fontname="sans-serif" margin="0.16,0.09"]
  edge [color="{quiet}" fontcolor="{quiet}" fontname="sans-serif" fontsize=11]
  photo [label="{a_photo}" fillcolor="{photo}" color="{photo}"]
  seed [label="{numbers}" fillcolor="{fake}" color="{fake}"]
  generator [label="{maker}" fillcolor="{fake}" color="{fake}"]
  critic [label="{judge}"]
  {{rank=same; photo; generator}}
  seed -> generator; photo -> critic; generator -> critic [label="{a_fake}"]
  critic -> critic [label=" {wrong}" style=dashed color="{critic}"]
  critic -> generator [label=" {gave_away}" style=dashed color="{fake}"]
}}
"""


def feedback() -> str:
    """The double feedback loop as a graph."""
    return _FEEDBACK.format(
        photo=REAL,
        quiet=QUIET,
        fake=FAKE,
        critic=LOUD,
        a_photo=say("real photo"),
        numbers=say("random numbers"),
        maker=say("generator"),
        judge=say("critic: is it real?"),
        a_fake=say("fake"),
        wrong=say("what did I\\n get wrong?"),
        gave_away=say("what gave\\n it away?"),
    )


@st.cache_data(ttl=60, show_spinner=False)
def families() -> dict[str, dict[str, str]]:
    """By family its stages, from noise to best, and the name of each in the zoo."""
    found: dict[str, dict[str, str]] = {}
    for name, entry in entries(Settings.from_environment()).items():
        if "stage" in entry:
            found.setdefault(entry["family"], {})[entry["stage"]] = name
    return found


def images_of(stage: str) -> int:
    """How many photos the critic had seen at a stage, from its name: "untrained", "15k images"."""
    return 0 if stage == "untrained" else 1000 * int(stage.removesuffix("k images"))


@st.cache_data(max_entries=60, show_spinner=False)
def faces(name: str) -> np.ndarray:
    """The faces of the first seeds, row by row, uint8 (ROWS * FACE, COLUMNS * FACE, 3).

    Raises Unavailable if the generator's weights are missing or broken.
    """
    generator = load_generator(name, Settings.from_environment())
    made = [
        enlarged(generator.picture(generator.ws(generator.latent(seed))[0]), FACE)
        for seed in range(ROWS * COLUMNS)
    ]
    rows = [np.hstack(made[row * COLUMNS : (row + 1) * COLUMNS]) for row in range(ROWS)]
    return np.vstack(rows)


def side_by_side() -> None:
    """The last stage of every family: the same seeds, and how far they are from photos."""
    found = [name for name in TITLES if name in families()]
    for column, family in zip(st.columns(len(found), gap="medium"), found, strict=True):
        stage, name = list(families()[family].items())[-1]
        with column:
            st.markdown(f"**{say(TITLES[family])}**")
            try:
                grid = faces(name)
            except Unavailable as error:
                st.error(plain(error))
                continue
            at = stage_name(stage)
            said = say("24 faces of {family}, {stage}", family=family, stage=at)
            st.image(grid, width="stretch", output_format="JPEG", alt=said)
            measured = measures_of(family)
            if measured is not None:
                last = measured.iloc[-1]
                st.caption(
                    say(
                        "{stage}. Distance to photos {distance:.2f}, diversity "
                        "{diversity:.2f} (photos {photos:.2f}).",
                        stage=at,
                        distance=last["kid_like_validation"],
                        diversity=last["diversity"],
                        photos=last["diversity_photos"],
                    )
                )


@st.cache_data(ttl=60, show_spinner=False)
def log_of(family: str) -> pd.DataFrame | None:
    """The shipped log of a family's training; None without one."""
    return _shipped(family, "metrics.json")


def _shipped(family: str, name: str) -> pd.DataFrame | None:
    file = Settings.from_environment().models / family / name
    return pd.DataFrame(json.loads(file.read_text())) if file.is_file() else None


def course(log: pd.DataFrame, at: int | None = None) -> None:
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


def duel_of(family: str) -> pd.DataFrame | None:
    """How each stage's critic did against each stage's generator; None if it was not measured."""
    return _shipped(family, "duel.json")


def measures_of(family: str) -> pd.DataFrame | None:
    """What each stage is worth, see `training.gan.measures`; None if it was not measured."""
    return _shipped(family, "measures.json")


def worth(stages: pd.DataFrame) -> None:
    """Distance to photos, diversity, nearness to single photos, by images; each with its goal."""
    n = stages["n"].iloc[0]
    figures = (
        (
            "kid_like_validation",
            say("Distance to photos"),
            0.0,
            say(
                "KID-like, in the features of a ResNet-50-thin (open_nsfw), to photos that the "
                "network has not seen; n = {n} faces. Photos would be at 0.",
                n=n,
            ),
        ),
        (
            "diversity",
            say("Diversity"),
            stages["diversity_photos"].iloc[0],
            say(
                "Mean 1 − MS-SSIM of two faces. The line is that of photos; far below it, the "
                "generator makes the same few faces again and again."
            ),
        ),
        (
            "nearest_ratio",
            say("Nearest photo"),
            1.0,
            say(
                "Distance to the nearest training photo, as a share of a new photo's. Copies "
                "would be at 0, two photos blended at 0.94."
            ),
        ),
    )
    for column, (name, title, goal, meaning) in zip(
        st.columns(3, gap="large"), figures, strict=True
    ):
        with column:
            st.markdown(f"**{title}**")
            value = alt.Y(f"{name}:Q", title=None, scale=alt.Scale(zero=True))
            line = alt.Chart(stages).mark_line(point=True, color=LOUD)
            photos = alt.Chart(pd.DataFrame({name: [goal]})).mark_rule(
                strokeDash=[4, 4], color="gray"
            )
            tip = [
                alt.Tooltip("images", title=say("photos shown to the critic")),
                alt.Tooltip(name, title=title, format=".3f"),
            ]
            st.altair_chart(
                alt.layer(
                    photos.encode(y=value), line.encode(x=_images(), y=value, tooltip=tip)
                ).properties(height=200)
            )
            st.caption(meaning)


def matrix(rows: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
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
