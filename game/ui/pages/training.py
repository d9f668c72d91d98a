"""Training: a test before, pairs to practise on, a test after, and what was gained."""

import streamlit as st

from game.common.language import say
from game.common.vocabulary import Mode
from game.ui import player
from game.ui.learn import before_after, course
from game.ui.resources import game

me = player.current_player()
player.draw_notice()
turn = game().turn(me[0]) if me else None

if me and turn and turn.plan.mode is Mode.TEST:
    course.draw_block(
        me[0],
        turn,
        before_after.title(me[0]),
        say("A block that is left is dealt anew when you return."),
    )
else:
    with st.container(horizontal_alignment="center"), st.container(width=760):
        st.title(say("Measure what you learn"))
        st.markdown(
            say(
                "Ten pairs without being told what was right; ten to practise on, with the truth "
                "after each, a list of what to look for, and a place to mark what gave the fake "
                "away; then ten more without. The difference is what you have gained. You may "
                "leave at any time and come back."
            )
        )
        if course.may_begin(me, turn) and me:
            before_after.draw_next_block(me[0])

player.keep_cookie()
