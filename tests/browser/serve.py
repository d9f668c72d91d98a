"""The `streamlit` command, but few rounds are made ahead: many would take the tests' processors."""

from streamlit.web.cli import main

from game.rounds import dealer
from tests.fixtures.games import ROUNDS_AHEAD

dealer.HANDS_AHEAD = ROUNDS_AHEAD
main(prog_name="streamlit")
