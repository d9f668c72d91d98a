"""Theatre: a training from noise to faces, to look at again, and one to run now."""

import streamlit as st

from game.common.language import say
from game.ui.theatre import course, live_run, stages

st.title(say("Watch a network learn"))
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

course.draw_worth(family)
course.draw_duel(family)

st.subheader(say("Train one now"))
st.markdown(
    say(
        "A small network at 64×64 pixels, from noise, on this computer. Its critic looks through "
        "a network that has seen other pictures, so faces appear within about two minutes. One "
        "run at a time for everybody here, on one thread that lets players go first."
    )
)
live_run.draw_live_run()
