"""What the pages that search for a face share: a picture to search for, and the search itself."""

from collections.abc import Callable
from contextlib import closing

import numpy as np
import streamlit as st

from game.common.errors import Refused, Unavailable
from game.common.language import Later, say, to_say
from game.common.recipe import TRUNCATION_PSI
from game.discriminators.asked import placed_face
from game.faces.detector.mtcnn import Detector, load_detector
from game.faces.features import load_features
from game.generators.projection.bounds import Bounds
from game.generators.projection.encoding import encode
from game.generators.projection.search import State
from game.generators.projection.tasks import Task, Tasks
from game.generators.synthesis import Generator
from game.ui import limits
from game.ui.lab import lab
from game.ui.plain import plain
from game.ui.preparation import prepared
from game.ui.resources import settings, usual_generator

SIDE = 512  # pixels of a picture as it is searched for, and of a found face as it is shown
DRAW_EVERY = 3  # steps
EXAMPLE = 2_000_504  # the seed of the face that is there before a visitor brings one
WARNING = to_say(
    "A found w proves nothing about a picture or a person: there is one near every photo, and even "
    "of a face that the generator made it is another w than the one that made it."
)


# A file, the detector and a side in pixels to a picture, uint8 (side, side, 3), and notes on it.
Take = Callable[[bytes, Detector, int], tuple[np.ndarray, list[str]]]
Look = Callable[[np.ndarray], np.ndarray]


def plainly(face: np.ndarray) -> np.ndarray:
    """The face as it is."""
    return face


@st.cache_resource(show_spinner=False)
def _detector() -> Detector:
    return load_detector(settings())


@st.cache_resource(show_spinner=Later("Waking the generator …"))
def _tasks() -> Tasks:
    features = load_features(settings()).to(generator().device)
    return Tasks(generator(), features.maps)


@st.cache_resource(show_spinner=False)
def _bounds() -> Bounds:
    return Bounds()


def tasks() -> Tasks:
    """Loaded once a server; without what they need the page says what is missing and stops."""
    try:
        return prepared(_tasks, settings())
    except Unavailable as error:
        st.error(plain(error))
        st.stop()


def generator() -> Generator:
    """The game's own: a search goes back through it."""
    return usual_generator()


def given(
    label: str, key: str, *, seed: int = EXAMPLE, take: Take = placed_face, example: Look = plainly
) -> np.ndarray:
    """A visitor's picture as `take` makes it of a file, or else what `example` makes of a generated
    face: uint8 (SIDE, SIDE, 3).

    What cannot be taken is told, and the page stops.
    """
    file = st.file_uploader(label, key=key)
    if file is None:
        z = lab.person(generator(), say("Or a generated face"), f"{key}-seed", seed)
        return example(lab.picture(generator(), generator().ws(z, TRUNCATION_PSI)[0], SIDE))
    try:
        picture, notes = _taken(file.file_id, file.getvalue(), take)
    except Refused as error:
        st.error(plain(error))
        st.stop()
    for note in notes:
        st.info(plain(note))
    return picture


def _taken(file_id: str, data: bytes, take: Take) -> tuple[np.ndarray, list[str]]:
    """What is in an uploaded file, found once, though a page runs at every press."""
    known: dict[str, tuple[np.ndarray, list[str]]] = st.session_state.setdefault("taken", {})
    if file_id not in known:
        limits.pictures().take(limits.origin())
        with st.spinner(say("Looking for faces …")):
            known[file_id] = take(data, _detector(), SIDE)
        while len(known) > 2:  # no page asks for more at once
            del known[next(iter(known))]
    return known[file_id]


def remember(*given: np.ndarray) -> None:
    """Keep, for this visit, what is searched for, to set it beside what will be found."""
    st.session_state["searched-for"] = given


def remembered(*given: np.ndarray) -> bool:
    """Whether what the address names was found from this. A link is opened without it."""
    known = st.session_state.get("searched-for", ())
    return len(known) == len(given) and all(map(np.array_equal, known, given))


def search(task: Task, key: str) -> None:
    """Search under a bar, with faces that improve and a button that cancels.

    What was found stands in the address as `key` then, and the page is drawn anew.
    """
    bar, stop, place = st.progress(0.0), st.empty(), st.empty()
    stop.button(say("Cancel"), key="cancel-search")  # any press ends this run of the page
    last: State | None = None
    try:
        limits.searches().take(limits.origin())
        with closing(_bounds().within(task.search(generator()))) as states:
            for last in states:
                bar.progress(last.step / last.steps, _how_far(last))
                if last.step % DRAW_EVERY == 1:
                    with place.container():
                        captions = [say("step {n}", n=last.step)] * len(last.pictures)
                        lab.draw_strip(list(last.pictures), captions, smallest=150)
    except Refused as error:
        bar.empty()
        stop.empty()
        st.error(plain(error))
        st.stop()
    assert last is not None
    st.query_params[key] = ".".join(encode(generator(), ws) for ws in last.ws)
    st.rerun()


def _how_far(state: State) -> str:
    return say(
        "Step {n} of {m}, distance {distance:.2f}",
        n=state.step,
        m=state.steps,
        distance=state.losses.mean(),
    )
