"""Stores with people who play, and a game with the real deck, generator and judges."""

from tests.fixtures.decks import deck
from tests.fixtures.games import game
from tests.fixtures.people import ada, network, tested, trials
from tests.fixtures.stores import database_url, store
