"""Stores with people whose guesses are looked back on."""

from tests.fixtures.decks import deck
from tests.fixtures.people import ada, network, tested, trials
from tests.fixtures.stores import database_url, store
