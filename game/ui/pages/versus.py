"""Versus: people against networks on the same trials, with intervals; the address says which."""

import streamlit as st

from game.common.language import say
from game.review.comparison import FEWEST
from game.ui import player
from game.ui.judges.figures import draw_chart
from game.ui.resources import answers, comparisons
from game.ui.review import comparison, disagreements, published, view_form

me = player.current_player()
table = answers().fresh()

st.title(say("People or networks?"))
st.markdown(
    say(
        "Who tells photos from fakes better? People and networks judged the same trials, and every "
        "trial counts once. Figures come with 95 % intervals, for other people and other trials "
        "unless it says otherwise."
    )
)
view = view_form.draw_view_form(table)
with st.spinner(say("Working it out …")):
    found, as_of = comparisons().of(table, view)
if found is None:
    st.info(say("There are not {n} such answers yet. Play a few rounds!", n=FEWEST))
    st.stop()
st.caption(
    say(
        "{n:,} answers by {players:,} people to {trials:,} trials, as of {time} UTC.",
        n=found.n,
        players=found.players,
        trials=found.trials,
        time=f"{as_of:%H:%M}",
    )
)
draw_chart(comparison.shares, found)
st.dataframe(comparison.table(found), hide_index=True)
comparison.draw_measures(found)
if found.opponents:
    comparison.draw_difference(found)
left, right = st.columns(2)
with left:
    st.subheader(say("Does practice help?"))
    draw_chart(comparison.learning, found)
    st.caption(say("Who goes on may have been better from the start."))
with right:
    st.subheader(say("Do they know how sure they can be?"))
    if found.calibration:
        draw_chart(comparison.reliability, found)
        st.caption(
            say(
                "On the diagonal a probability means what it says. People's is that of their three "
                "answers, taken as 58, 75 and 92 %."
            )
        )
if found.opponents:
    disagreements.draw_disagreements(table, view, found.opponents, me[0] if me else None)
st.subheader(say("Beside published figures"))
published.draw_published(found, view.design)
