"""Photos for judges to look at."""

from tests.fixtures.decks import deck
