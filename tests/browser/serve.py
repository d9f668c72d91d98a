"""The `streamlit` command, but few rounds are made ahead: many would take the tests' processors."""

from streamlit.web.cli import main

from game.rounds import dealer

dealer.HANDS_AHEAD = 2
main(prog_name="streamlit")
