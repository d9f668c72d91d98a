"""How GANs work: the loop in which two networks teach each other, and ways to build them."""

import streamlit as st

from game.common.language import say
from game.ui import navigation
from game.ui.diagrams import feedback_loop
from game.ui.places import LAB
from game.ui.theatre import first_minutes, stages

st.title(say("How GANs work"))
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

st.subheader(say("Five ways to build one"))
st.markdown(
    say(
        "The same photos, the same seeds, the same loop; what changed in seven years is how "
        "networks are built and, at last, what the critic looks through. The last stage that was "
        "kept of each:"
    )
)
stages.draw_families()
st.markdown(
    say(
        "Distances to photos are measured with two networks. The first is a ResNet-50-thin, "
        "through which the last one's critic looks: to that one it is the **teacher**. The other, "
        "a face detector, has taught none of them: it is everybody's **examiner**."
    )
)
first_minutes.draw_first_minutes()

st.page_link(
    "game/ui/pages/theatre.py", label=say("Watch a network learn"), icon=":material/theaters:"
)
st.page_link(navigation.file(LAB.first), label=say("Look into a generator: the Lab"), icon=LAB.icon)
