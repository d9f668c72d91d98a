"""Photos to learn from."""

from tests.fixtures.decks import deck
