"""Rounds at a player's level: pairs of which they should get seven in ten right."""

from game.common.language import to_say

RULE = to_say(
    "*At your level*: ten pairs whose photos are as hard as suits you, so that you should get "
    "seven in ten right. It is there once you have played 30 pairs, is not ranked, and leaves a "
    "choice of the deck only."
)
