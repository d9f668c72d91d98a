"""Today's challenge: the same ten pairs for everybody, who has played them, and one's streak."""

import streamlit as st

from game.common.language import say, say_many
from game.rounds.modes import daily
from game.ui import player
from game.ui.resources import game
from game.ui.review import boards

me = player.current_player()
you = me[0] if me else None
player.draw_notice()
played = any(line.player_id == you for line in daily.scores(game(), you))

with st.container(horizontal_alignment="center"), st.container(width=760):
    st.title(say("Today's challenge"))
    if you and (days := daily.streak(game(), you)):
        st.subheader(say_many("{n} day in a row.", "{n} days in a row.", days), anchor=False)
        if not played:
            st.markdown(say("Play today, and it goes on."))
    if played:
        st.markdown(say("You have played today's. The next one begins at midnight UTC."))
    elif st.button(
        say("Play today's ten pairs"), type="primary", shortcut="Enter", width="stretch"
    ) and (me or player.begin()):
        st.switch_page("game/ui/pages/play.py", query_params={"mode": daily.DAILY.mode.value})
    boards.draw_board(daily.DAILY.label, you)
