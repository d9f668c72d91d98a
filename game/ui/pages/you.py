"""You: what this browser's player has played, how well, and a card of it; nobody else's."""

import streamlit as st

from game.common.language import say
from game.review import history
from game.ui import player
from game.ui.resources import answers, game, scales
from game.ui.review import player_history, share

me = player.current_player()

with st.container(horizontal_alignment="center"), st.container(width=900):
    st.title(say("You"))
    if me is None:
        st.markdown(say("This page tells you how you did, once you have played under a nickname."))
        st.page_link("game/ui/pages/play.py", label=say("Play"), icon=":material/compare:")
    else:
        player_id, nickname = me
        usual = game().dealer.deck
        deck, style = usual.name, usual.style
        table = answers().fresh()
        st.text(nickname)
        played = history.rounds(table, player_id)
        if not played:
            st.info(say("You have not answered anything yet. Play the first round!"))
            st.page_link("game/ui/pages/play.py", label=say("Play"), icon=":material/compare:")
        else:
            rank = history.rank(table, deck, style, player_id)
            scale = scales().latest(deck)
            place = scale.person(player_id) if scale else None
            player_history.draw_standing(rank, place)
            st.subheader(say("In all"))
            totals = history.totals(table, player_id)
            player_history.draw_totals(totals)
            player_history.draw_measures(totals, place)
            left, right = st.columns(2)
            with left:
                player_history.draw_learning(history.learning(table, deck, style, player_id))
            with right:
                player_history.draw_calibration(history.calibration(table, deck, player_id))
            st.subheader(say("Round by round"))
            player_history.draw_rounds(played)
            share.draw_card(nickname, rank)
        st.caption(
            say(
                "Stored are your nickname, the faces you were shown, your answers, how long they "
                "took and the spots that you marked on fakes, found again by a cookie in this "
                "browser. “Delete me” on the page “Data” removes all of it."
            )
        )
        st.page_link("game/ui/pages/data.py", label=say("To “Delete me”"), icon=":material/delete:")

player.keep_cookie()
