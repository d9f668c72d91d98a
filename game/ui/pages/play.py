"""Play: the first pair for a newcomer, the trial that waits, the result of a round.

The address may name a game, see rounds/addresses.py, such as `?against=dcgan-64-05`, or `live` for
the live run; or another's round, `?same=CODE`.
"""

import streamlit as st

from game.rounds.game_modes import game_mode
from game.ui import player
from game.ui.play import named_game, result, trial, welcome
from game.ui.resources import game

me = player.current_player()
notice = st.container()

if me is None:
    welcome.draw_first_page()
else:
    player_id, _ = me
    if (turn := game().turn(player_id)) is not None:
        offered = named_game.offer_meanwhile(player_id, turn)
        own_page = game_mode(turn.plan.mode).page
        if own_page is None:
            trial.draw_trial(player_id, turn)
        elif not offered:
            st.switch_page(f"game/ui/pages/{own_page}.py")
    elif (named := welcome.named()) and not named_game.kept():
        if "same" in named:
            result.follow(player_id, named["same"])
        else:
            welcome.deal_address(player_id)
    elif past := result.judged(player_id):
        named_game.offer_afterwards(player_id)
        result.draw_result(player_id, past)
    else:
        welcome.deal(player_id, game().plan())

with notice:  # last: dealing draws the page anew, and what is said before that is gone
    player.draw_notice()
player.keep_cookie()
