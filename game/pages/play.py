"""Play: a newcomer's nickname, the faces on the table, the result of a round.

The address may name a game, see game/modes.py, such as `?against=dcgan-64-05`, or `live` for the
live run; or another's round, `?same=CODE`.
"""

import streamlit as st

from game.language import say
from game.ui import learn, player, result, table, welcome
from game.ui.resources import game

me = player.current_player()
notice = st.container()

if me is None:
    welcome.ask_nickname()
else:
    player_id, _ = me
    if (turn := game().turn(player_id)) is not None:
        if turn.plan.mode in learn.PAGES:
            st.switch_page(learn.PAGES[turn.plan.mode])
        if welcome.forget_address():
            st.info(say("First end the round that you have begun."), icon=":material/info:")
        table.show(player_id, turn)
    elif "same" in st.query_params:
        result.follow(player_id, st.query_params["same"])
    elif welcome.named():
        welcome.deal_address(player_id)
    elif past := game().reveals(player_id):
        result.show(player_id, past)
    else:
        welcome.deal(player_id, game().plan())

with notice:  # last: dealing draws the page anew, and what is said before that is gone
    player.show_notice()
player.keep_cookie()
