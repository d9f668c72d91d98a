"""Stores with people, a whole game, and the rooms of its server."""

from collections.abc import Iterator

import pytest

from game.classroom.classroom import Classroom
from game.rounds.game import Game
from game.store.tables import Base, Player
from tests.fixtures.decks import deck
from tests.fixtures.games import game
from tests.fixtures.people import ada, network, trials
from tests.fixtures.stores import database_url, store


@pytest.fixture
def rooms(game: Game) -> Iterator[Classroom]:
    """The rooms of a server of the test's own."""
    yield Classroom(game)
    with game.store.write() as session:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name != Player.__tablename__:
                session.execute(table.delete())
