"""What is measured: the generator of set-up, and a training run of a second."""

from tests.fixtures.decks import settings
from tests.fixtures.pictures import generator
from tests.fixtures.runs import config, photos
