"""Photos, generated faces, and homes to put decks into."""

from tests.fixtures.decks import deck, detector, home
from tests.fixtures.pictures import faces, generator, portraits
