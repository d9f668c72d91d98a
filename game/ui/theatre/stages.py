"""The stages of the trainings that were kept: the same faces at each, from noise to the best."""

import numpy as np
import streamlit as st

from game.common.errors import Unavailable
from game.common.language import say, to_say
from game.faces.thumbnail import enlarged
from game.generators.manifest import entries
from game.generators.zoo import load_generator
from game.rounds.modes.ladder import stage_name
from game.ui import address
from game.ui.plain import plain
from game.ui.resources import settings
from game.ui.theatre import course

ROWS, COLUMNS = 4, 6  # of faces; their seeds count up from 0
FACE = 192  # pixels of a face as it is shown
PACE = 1.5  # seconds a stage

# In the order of their years.
TITLES = {
    "fully-connected-64": to_say("2014: layers that connect all with all"),
    "dcgan-64": to_say("2015: convolutions"),
    "progan-64": to_say("2017: progressive growing"),
    "style-64": to_say("2019: styles"),
    "projected-64": to_say("2021: a critic that has seen other pictures"),
}
COLLAPSED = "collapse-32"


@st.cache_data(ttl=60, show_spinner=False)
def families() -> dict[str, dict[str, str]]:
    """By family its stages, from noise to best, and the name of each in the zoo.

    The run that was made to collapse comes last: it is none to begin with.
    """
    found: dict[str, dict[str, str]] = {}
    for name, entry in entries(settings()).items():
        if "stage" in entry:
            found.setdefault(entry["family"], {})[entry["stage"]] = name
    return dict(sorted(found.items(), key=lambda family: family[0] == COLLAPSED))


def images_of(stage: str) -> int:
    """How many photos the critic had seen at a stage, from its name: "untrained", "15k images"."""
    return 0 if stage == "untrained" else 1000 * int(stage.removesuffix("k images"))


def faces(name: str) -> np.ndarray:
    """The faces of the first seeds, row by row, uint8 (ROWS * FACE, COLUMNS * FACE, 3).

    With a bar while they are made, once a server. Raises Unavailable if the generator's weights are
    missing or broken.
    """
    if name not in _made():
        bar = st.empty()
        rows = []
        for row in range(ROWS):
            bar.progress(row / ROWS, say("Row {n} of {m} …", n=row + 1, m=ROWS))
            generator = load_generator(name, settings())
            seeds = range(row * COLUMNS, (row + 1) * COLUMNS)
            made = [generator.picture(generator.ws(generator.latent(seed))[0]) for seed in seeds]
            rows.append(np.hstack([enlarged(face, FACE) for face in made]))
        bar.empty()
        _made()[name] = np.vstack(rows)
    return _made()[name]


@st.cache_resource(show_spinner=False)
def _made() -> dict[str, np.ndarray]:
    """What `faces` has made, by generator: one picture of 2.7 MB for each stage that is kept."""
    return {}


def draw_stages(family: str, *, playing: bool) -> None:
    """The stage of a training that is chosen; while it is `playing`, one after the other."""
    if family == COLLAPSED:
        st.info(
            say(
                "This run was made to collapse. Its steps are ten times too long and its critic "
                "learns the photos by heart; so the generator finds one picture that passes "
                "and makes it again and again, whatever the seed. Watch the diversity fall below."
            )
        )
    st.fragment(_draw_stage, run_every=PACE if playing else None)(family, playing)


def _draw_stage(family: str, playing: bool) -> None:
    """The faces of the stage, and where in the training it lies."""
    stages = families()[family]
    names = list(stages)
    at = st.session_state.get("stage", st.query_params.get("stage"))
    if playing and at in names:
        st.session_state["stage"] = names[(names.index(at) + 1) % len(names)]
    stage = address.choice(st.select_slider, say("Stage"), names, "stage", format_func=stage_name)
    left, right = st.columns(2, gap="large")
    with left:
        try:
            grid = faces(stages[stage])
        except Unavailable as error:
            st.error(plain(error))
        else:
            alt = say("24 generated faces, {stage}", stage=stage_name(stage))
            st.image(grid, width="stretch", output_format="JPEG", alt=alt)
        st.page_link(
            "game/ui/pages/play.py",
            label=say("Play ten pairs against this stage"),
            icon=":material/compare:",
            query_params={"against": stages[stage]},
        )
    with right:
        log = course.log_of(family)
        if log is None:
            st.info(say("The log of this training is not here."))
        else:
            course.draw_course(log, images_of(stage))


def draw_families() -> None:
    """The last stage of every family: the same seeds, and how far they are from photos."""
    found = [name for name in TITLES if name in families()]
    for column, family in zip(st.columns(len(found), gap="medium"), found, strict=True):
        stage, name = list(families()[family].items())[-1]
        with column:
            try:
                grid = faces(name)[::2, ::2]  # a quarter of the page has no room for more
            except Unavailable as error:
                st.error(plain(error))
                continue
            at = stage_name(stage)
            said = say("24 faces of {family}, {stage}", family=family, stage=at)
            st.image(grid, width="stretch", output_format="JPEG", alt=said)
            st.markdown(f"**{say(TITLES[family])}**")  # below, for one title has two lines
            measured = course.measures_of(family)
            if measured is not None:
                last = measured.iloc[-1]
                st.caption(
                    say(
                        "{stage}. Distance to photos {distance:.2f}, in another network's eyes "
                        "{second:.2f}; diversity {diversity:.2f} (photos {photos:.2f}).",
                        stage=at,
                        distance=last["kid_like_validation"],
                        second=last["kid_like_second"],
                        diversity=last["diversity"],
                        photos=last["diversity_photos"],
                    )
                )
