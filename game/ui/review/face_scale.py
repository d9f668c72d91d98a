"""The scale as a plot, and faces of it: people above the line, faces below, networks over both."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from game.common.colours import LOUD, QUIET
from game.common.language import say
from game.review.scale import Difficulty, FaceScale
from game.rounds.plan import Photo
from game.ui.judges.figures import Layers

_PEOPLE, _FACES, _NETWORK = LOUD, "#d9822b", "#0f9d8a"  # seen on either ground
BINS = 24
STEP = 0.3  # from one label to the next, in heights of the highest bar
TOP = 1.15


def chart(scale: FaceScale, faces: Sequence[Difficulty], viewer: int | None) -> Layers:
    """Histograms of abilities (up) and difficulties (down), each as high as its highest bar."""
    hard = np.array([face.value for face in faces])
    marks = _marks(scale, viewer)
    everything = np.concatenate([scale.abilities(), hard, marks["at"], [-1.0, 1.0]])
    edges = np.linspace(everything.min() - 0.2, everything.max() + 0.2, BINS + 1)
    bars = pd.DataFrame(
        [
            *_bars(scale.abilities(), edges, say("people"), 1),
            *_bars(hard, edges, say("faces"), -1),
        ],
        columns=["left", "right", "height", "count", "what"],
    )
    span = alt.Scale(domain=[float(edges[0]), float(edges[-1])], nice=False)
    high = alt.Scale(domain=[-1.1, TOP + STEP * len(marks)])
    x = alt.X("left:Q", scale=span, title=say("further right is better, or harder"))
    at = alt.X("at:Q", scale=span)
    y = alt.Y("y:Q", scale=high, axis=None)
    base = alt.Chart(marks)
    middle = (edges[0] + edges[-1]) / 2
    return alt.layer(
        alt.Chart(bars)
        .mark_bar(opacity=0.85)
        .encode(
            x=x,
            x2="right:Q",
            y=alt.Y("height:Q", scale=high, axis=None),
            y2=alt.datum(0),
            color=alt.Color(
                "what:N",
                title=None,
                sort=None,
                scale=alt.Scale(range=[_PEOPLE, _FACES]),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=[
                "what:N",
                "count:Q",
                alt.Tooltip("left:Q", format=".2f"),
                alt.Tooltip("right:Q", format=".2f"),
            ],
        ),
        base.mark_rule(strokeDash=[2, 3], color=QUIET).encode(x=at, y=y, y2=alt.datum(0)),
        base.mark_rule(strokeWidth=3, color=_NETWORK).encode(
            x=alt.X("low:Q", scale=span), x2="high:Q", y=y
        ),
        base.mark_point(filled=True, size=80, opacity=1, color=_NETWORK).encode(
            x=at, y=y, tooltip=["name:N", alt.Tooltip("at:Q", format=".2f"), "n:Q"]
        ),
        base.transform_filter(f"datum.at <= {middle}")
        .mark_text(align="left", dx=-4, dy=-9, color=QUIET, fontSize=12)
        .encode(x=at, y=y, text="name:N"),
        base.transform_filter(f"datum.at > {middle}")
        .mark_text(align="right", dx=4, dy=-9, color=QUIET, fontSize=12)
        .encode(x=at, y=y, text="name:N"),
    ).properties(height=440)


def describe(face: Difficulty) -> tuple[str, str]:
    """What a face is, and how many people it was shown to."""
    truth = say("a photo") if isinstance(face.face, Photo) else say("generated")
    caption = say("**{truth}** · judged by {n} people", truth=truth, n=face.n)
    return say("A face: {truth}", truth=truth), caption


def table(faces: Sequence[Difficulty]) -> pd.DataFrame:
    """The same faces' difficulties with their intervals, in logits."""
    return pd.DataFrame(
        {
            say("Face"): describe(face)[0],
            say("Difficulty"): say(
                "{value:+.2f} ({low:+.2f} to {high:+.2f})",
                value=face.value,
                low=face.interval[0],
                high=face.interval[1],
            ),
            say("People"): face.n,
        }
        for face in faces
    )


def _bars(
    values: np.ndarray, edges: np.ndarray, what: str, way: int
) -> list[tuple[float, float, float, int, str]]:
    counts, _ = np.histogram(values, edges)
    most = max(int(counts.max()), 1)
    return [
        (float(left), float(right), way * count / most, int(count), what)
        for left, right, count in zip(edges[:-1], edges[1:], counts, strict=True)
        if count
    ]


def _marks(scale: FaceScale, viewer: int | None) -> pd.DataFrame:
    """The networks and the viewer, one above the other, the best highest."""
    places = dict(scale.networks)
    you = None if viewer is None else scale.person(viewer)
    if you is not None:
        places[say("you")] = you
    rows = [
        (name, place.ability, *place.interval, place.n)
        for name, place in sorted(places.items(), key=lambda one: one[1].ability)
    ]
    table = pd.DataFrame(rows, columns=["name", "at", "low", "high", "n"])
    table["y"] = TOP + STEP * table.index
    return table
