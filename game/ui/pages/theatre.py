"""Theatre: a training from noise to faces, to look at again, and one to run now."""

import streamlit as st

from game.common.errors import Unavailable
from game.common.language import say
from game.rounds.modes.ladder import stage_name
from game.ui import address
from game.ui.lab import live, theatre
from game.ui.plain import plain

PACE = 1.5  # seconds a stage

st.title(say("Theatre"))
st.markdown(
    say(
        "At first neither network knows anything: the **generator** makes noise, the **critic** "
        "guesses. Then each learns from the other's answers, until ideally the critic can only say "
        "50 %. Below are the same 24 random seeds at every stage that was kept of such a training: "
        "move the slider, or press Animate."
    )
)
families = theatre.families()
with st.container(horizontal=True, vertical_alignment="bottom"):
    family = st.selectbox(
        say("Training"), list(families), key="family", bind="query-params", width=330
    )
    playing = st.toggle(say("Animate"), key="playing")
stages = families[family]


@st.fragment(run_every=PACE if playing else None)
def scrub() -> None:
    """The stage that is chosen: its faces, and where in the training it lies."""
    names = list(stages)
    at = st.session_state.get("stage", st.query_params.get("stage"))
    if playing and at in names:
        st.session_state["stage"] = names[(names.index(at) + 1) % len(names)]
    stage = address.choice(st.select_slider, say("Stage"), names, "stage", format_func=stage_name)
    left, right = st.columns(2, gap="large")
    with left:
        try:
            grid = theatre.faces(stages[stage])
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
        log = theatre.log_of(family)
        if log is None:
            st.info(say("The log of this training is not here."))
        else:
            theatre.course(log, theatre.images_of(stage))


scrub()

st.subheader(say("Four ways to build one"))
st.markdown(
    say(
        "The same photos, the same seeds, the same loop; what changed in five years is how "
        "networks are built. The last stage that was kept of each:"
    )
)
theatre.side_by_side()

st.subheader(say("The double feedback loop"))
picture, words = st.columns([2, 3], gap="large")
with picture:
    st.graphviz_chart(
        theatre.feedback(), width="content", alt=say("Both networks learn from one answer")
    )
with words, st.container(width=760):
    st.markdown(
        say(
            "Every step, the critic sees photos and fakes and says of each how real it is. That "
            "one answer teaches both. The **critic** is changed so that it errs less. The "
            "**generator** never sees a photo: it is told, through the critic, in which "
            "direction each pixel would have to move to look more real, and is changed so that "
            "it would have made it so. A critic that is always right has nothing to say about "
            "what is better, and one that is always wrong knows nothing; the duel goes well as "
            "long as it stays close. So neither loss falls to zero, and the losses do not tell "
            "how good the faces are: look at them."
        )
    )

worth = theatre.measures_of(family)
if worth is not None:
    st.subheader(say("What the stages are worth"))
    theatre.worth(worth)

duel = theatre.duel_of(family)
if duel is not None:
    st.subheader(say("Every critic against every generator"))
    st.altair_chart(theatre.matrix(duel))
    st.caption(
        say(
            "How often the critic of one stage takes a photo for more real than a fake of another "
            "stage: 0.5 is chance. The diagonal is the duel as it was. Photos and seeds are new to "
            "both."
        )
    )

st.subheader(say("Train one now"))
st.markdown(
    say(
        "A small network at 32×32 pixels, from noise, on this computer: blobs after half a "
        "minute, faces after about two. One run at a time for everybody here, on one thread that "
        "lets players go first."
    )
)
live.stage()
