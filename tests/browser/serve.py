"""The `streamlit` command, but few rounds are made ahead: many would take the tests' processors."""

from streamlit.web.cli import main

from game.rounds.dealing import made_ahead

made_ahead.ROUNDS = 2
main(prog_name="streamlit")
