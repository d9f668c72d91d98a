"""The `streamlit` command, with less of what would take the tests' processors for minutes."""

from streamlit.web.cli import main

from game.faces.decks.deck import DECK
from game.generators import compiled
from game.generators.projection import tasks
from game.generators.projection.search import Pass
from game.rounds import visitors
from game.rounds.dealing import made_ahead
from game.ui.lab import diversity

made_ahead.ROUNDS = 2
visitors.READY, visitors.STUDIO = 1, DECK  # a deck's openings are what tests/rounds tries
tasks.IN_W = (Pass(4, "w"),)
tasks.IN_W_PLUS = (Pass(24, "w"), Pass(2, "w+"))
compiled.compile_in_background = lambda *_: None  # tests/generators/test_compiled.py compiles
diversity.N, diversity.SIDE = 16, 4  # faces, and those of a row
main(prog_name="streamlit")
