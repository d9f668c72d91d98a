"""Stores with people who play, and the default deck for their photos."""

from tests.fixtures.decks import deck
from tests.fixtures.people import ada, network, trials
from tests.fixtures.stores import database_url, store
