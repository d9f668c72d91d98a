"""Photos and generated faces to learn from."""

from tests.fixtures.decks import deck, settings
from tests.fixtures.pictures import generator
