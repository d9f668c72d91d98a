"""Theatre: a training from noise to faces, to look at again, and one to run now."""

import streamlit as st

from game.common.language import say
from game.ui.diagrams import feedback_loop
from game.ui.theatre import course, live_run, stages

st.title(say("Theatre"))
st.markdown(
    say(
        "At first neither network knows anything: the **generator** makes noise, the **critic** "
        "guesses. Then each learns from the other's answers, until ideally the critic can only say "
        "50 %. Below are the same 24 random seeds at every stage that was kept of such a training: "
        "move the slider, or press Animate."
    )
)
with st.container(horizontal=True, vertical_alignment="bottom"):
    family = st.selectbox(
        say("Training"), list(stages.families()), key="family", bind="query-params", width=330
    )
    playing = st.toggle(say("Animate"), key="playing")
stages.draw_stages(family, playing=playing)

st.subheader(say("Four ways to build one"))
st.markdown(
    say(
        "The same photos, the same seeds, the same loop; what changed in five years is how "
        "networks are built. The last stage that was kept of each:"
    )
)
stages.draw_families()

st.subheader(say("The double feedback loop"))
picture, words = st.columns([2, 3], gap="large")
with picture:
    st.graphviz_chart(
        feedback_loop(), width="content", alt=say("Both networks learn from one answer")
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

course.draw_worth(family)
course.draw_duel(family)

st.subheader(say("Train one now"))
st.markdown(
    say(
        "A small network at 32×32 pixels, from noise, on this computer: blobs after half a "
        "minute, faces after about two. One run at a time for everybody here, on one thread that "
        "lets players go first."
    )
)
live_run.draw_live_run()
