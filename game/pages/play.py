"""Play: a newcomer's nickname, the pair on the table, the result of a round."""

from game.ui import player, result, table, welcome
from game.ui.resources import game

me = player.current_player()
player.show_notice()

if me is None:
    welcome.ask_nickname()
else:
    player_id, _ = me
    if (turn := game().turn(player_id)) is not None:
        table.show(player_id, turn)
    elif past := game().reveals(player_id):
        result.show(player_id, past)
    else:
        welcome.deal(player_id)

player.keep_cookie()
