"""Lab: from a drawing to a face."""

import streamlit as st

from game.common.language import say
from game.discriminators.asked import placed_or_whole
from game.generators.projection.targets import in_few_tones
from game.ui.lab import found, lab, searching

st.title(say("From a sketch"))
st.markdown(
    say(
        "A rough drawing in colour, or a photo of a few tones, and the face that it might be of. "
        "How much it must look like the drawing, and how much like a face, is for you to say. The "
        "articles call this *image-to-image translation*. Lines without areas lead nowhere: "
        "nothing here has ever seen a drawing."
    )
)
st.warning(say(searching.WARNING), icon=":material/warning:")
generator, tasks = searching.generator(), searching.tasks()

left, right = st.columns(2, gap="large")
with left:
    drawing = searching.given(
        say("A drawing of a face"), "drawing", take=placed_or_whole, example=in_few_tones
    )
    st.image(drawing, width=330, output_format="JPEG", alt=say("The drawing"))
    likely = st.slider(
        say("0: follow the drawing; 1: a likely face"), 0.0, 1.0, 0.5, 0.1, key="likely"
    )
with right:
    if st.button(say("Make a face of it"), type="primary"):
        searching.search(tasks.from_drawing(drawing, likely), "face")
    for ws in found.in_address(generator, "face"):
        shown = lab.picture(generator, ws, searching.SIDE)
        st.image(shown, width=searching.SIDE, output_format="JPEG", alt=say("The found face"))
        st.caption(say(found.IN_ADDRESS))
