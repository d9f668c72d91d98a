"""Stores with people, and the default deck."""

from tests.fixtures.decks import deck
from tests.fixtures.people import ada, network, trials
from tests.fixtures.stores import database_url, store
