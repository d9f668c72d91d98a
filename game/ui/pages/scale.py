"""Hardest faces: people, networks and faces on one scale, and the faces at its ends."""

import streamlit as st

from game.common.language import say
from game.review.may_be_shown import visible
from game.review.scale import FEWEST, LEAST
from game.ui import player
from game.ui.curious import for_the_curious
from game.ui.resources import answers, game, scales
from game.ui.review import face_scale
from game.ui.review.face_row import draw_face_row

SHOWN = 8

me = player.current_player()
viewer = me[0] if me else None
deck = game().dealer.deck.name

st.title(say("Hardest faces"))
scale = scales().latest(deck)
if scale is None:
    st.info(
        say(
            "There is no scale yet: it needs {n} answers to pairs, and is then made within "
            "seconds. Play a few rounds!",
            n=FEWEST,
        )
    )
    st.stop()
st.markdown(
    say(
        "Who stands exactly where a face stands is right half the time in a pair of it and an "
        "average face; one step further right 73 % of the time, two steps 88 %. People's answers "
        "say how hard faces are, and networks are placed by their answers to the same pairs."
    )
)
hard = scale.difficulties()
st.altair_chart(face_scale.chart(scale, hard, viewer))
st.caption(
    say(
        "Above the line people with {people} pairs or more, below it faces that {faces} people or "
        "more have judged (Rasch model). Dots are networks, and you; bars are 95 % intervals.",
        people=FEWEST,
        faces=LEAST,
    )
)
with game().store.read() as session:
    table = answers().fresh()
    # Halves of the scale: where few faces are known, the same ones would stand in both rows.
    harder = [face for face in hard if face.value > 0]
    easier = [face for face in hard[::-1] if face.value < 0]
    hardest = visible(session, table, harder, viewer, SHOWN)
    easiest = visible(session, table, easier, viewer, SHOWN)
st.subheader(say("Hardest"))
draw_face_row(deck, hardest, face_scale.describe)
st.subheader(say("Easiest"))
draw_face_row(deck, easiest, face_scale.describe)
st.caption(
    say(
        "You are shown faces that you have judged, and fakes that nobody can be asked about any "
        "more."
    )
)
with for_the_curious():
    st.markdown(
        say(
            "Difficulties in logits, 0 the average face, with their 95 % intervals, from a Rasch "
            "model: the hardest faces above and then the easiest, as they stand here."
        )
    )
    st.dataframe(face_scale.table([*hardest, *easiest]), hide_index=True)
