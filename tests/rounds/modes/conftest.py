"""Games with the real generator and judges."""

from tests.fixtures.games import game
