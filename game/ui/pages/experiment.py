"""The published experiment: 128 single faces, and the result beside the published one."""

import streamlit as st

from game.common.language import say, to_say
from game.common.vocabulary import Design, Mode
from game.review import experiment as study
from game.ui import address, player
from game.ui.learn import course, experiment
from game.ui.play.welcome import deal
from game.ui.resources import game

CONDITIONS = {
    to_say("as published without training"): False,
    to_say("with training and feedback"): True,
}

me = player.current_player()
player.draw_notice()
turn = game().turn(me[0]) if me else None

if me and turn and turn.plan.mode is Mode.EXPERIMENT:
    course.draw_block(
        me[0],
        turn,
        say("The published experiment"),
        say("What you have answered so far is then your result."),
    )
else:
    with st.container(horizontal_alignment="center"), st.container(width=760):
        st.title(say("The published experiment"))
        past = game().blocks(me[0], Mode.EXPERIMENT) if me else []
        if me and past:
            found = study.outcome(game().block(me[0], past[-1].round_id))
            if found is None:
                st.markdown(say("Too few answers to say anything: it takes a photo and a fake."))
            else:
                experiment.draw_outcome(found)
            st.subheader(say("Once more"))
        photos = study.LENGTH // 2
        st.markdown(
            say(
                "How well do people tell generated faces from photos? [Nightingale and "
                "Farid]({paper}) asked in 2022, one face at a time. Here you do the same: "
                "**{length} single faces**, {photos} photos and {photos} fakes in random "
                "order, each real or generated? It takes some ten minutes; you may leave at "
                "any time, and a reload goes on. It uses up {photos} of the {all} photos, "
                "none of which you will meet again; who has seen too many already is told so.",
                paper=study.conditions()[0].link,
                length=study.LENGTH,
                photos=photos,
                all=len(game().dealer.deck.play),
            )
        )
        if course.may_begin(me, turn) and me:
            chosen = address.choice(
                st.radio, say("Condition"), list(CONDITIONS), "condition", format_func=say
            )
            training = CONDITIONS[chosen]
            if training:
                course.draw_checklist(opened=True)
            else:
                st.caption(say("Nothing is explained, and no answer is commented until the end."))
            if st.button(say("Begin"), type="primary", shortcut="Enter", width="stretch"):
                plan = game().plan(design=Design.YES_NO, mode=Mode.EXPERIMENT, feedback=training)
                deal(me[0], plan, say("Making new faces …"))

player.keep_cookie()
