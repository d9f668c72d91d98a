"""The `streamlit` command, but few rounds are made ahead, and searches have few steps: more would
take the tests' processors.
"""

from streamlit.web.cli import main

from game.generators.projection import tasks
from game.generators.projection.search import Pass
from game.rounds.dealing import made_ahead

made_ahead.ROUNDS = 2
tasks.IN_W = (Pass(4, "w"),)
tasks.IN_W_PLUS = (Pass(24, "w"), Pass(2, "w+"))
main(prog_name="streamlit")
