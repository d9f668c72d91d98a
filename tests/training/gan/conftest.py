"""A training run of a second."""

from tests.fixtures.runs import config, photos
