"""Rooms of a real game, served."""

from collections.abc import Iterator

import pytest

from game.classroom.classroom import Classroom
from game.rounds.game import Game
from tests.fixtures.games import game
from tests.server.serving import Served, served


@pytest.fixture(scope="module")
def server(game: Game) -> Iterator[Served]:
    """The routes, served once for a module."""
    rooms = Classroom(game)
    with served(lambda: rooms) as running:
        yield running
