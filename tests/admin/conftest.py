"""Stores with people, the default deck, and a whole game."""

from tests.fixtures.decks import deck, settings
from tests.fixtures.games import game
from tests.fixtures.people import ada, network, trials
from tests.fixtures.stores import database_url, store
