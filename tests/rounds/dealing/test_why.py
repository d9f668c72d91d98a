"""Which tell is given for a fake: what people named, else where the networks look."""

import numpy as np
import pytest

from game.common.errors import Refused
from game.rounds.dealing.why import hottest, reasons
from game.rounds.game import Game
from game.rounds.plan import Photo
from tests.rounds.playing import STAGE, faces

# Of a face of 160 pixels: the eyes, the nose, the corners of the mouth.
POINTS = ((60.0, 75.0), (100.0, 75.0), (80.0, 98.0), (65.0, 118.0), (95.0, 118.0))


@pytest.mark.parametrize(
    ("x", "y", "tell"),
    [
        (60, 75, "eyes"),
        (80, 118, "teeth"),
        (80, 20, "hair"),
        (127, 95, "earrings"),
        (80, 97, "skin"),
        (80, 157, "clothes"),
        (4, 80, "background"),
    ],
)
def test_the_tell_is_that_of_the_part_with_the_most_heat(x: int, y: int, tell: str) -> None:
    heat = np.full((160, 160), 0.01)
    heat[max(0, y - 4) : y + 4, max(0, x - 4) : x + 4] = 100.0
    assert hottest(heat, POINTS) == tell


def test_people_are_believed_first_and_nothing_is_said_before_the_answer(game: Game) -> None:
    player, _ = game.join("Ada")
    game.start(player, game.plan(generator=STAGE), 2)
    turn = game.turn(player)
    assert turn is not None
    with pytest.raises(Refused):
        reasons(game, player, turn.trial_id)
    game.answer(player, turn.trial_id, 0)
    (alone,) = reasons(game, player, turn.trial_id)
    pair = faces(game, turn.trial_id)
    assert not isinstance(pair[alone.place], Photo)
    assert (alone.tell.key, alone.by_people) == ("checkerboard", False)
    spots = [(alone.place, 0.2, 0.2, "hair"), (alone.place, 0.8, 0.2, "else")]
    game.keep_spots(player, turn.trial_id, spots)
    (named,) = reasons(game, player, turn.trial_id)
    assert (named.tell.key, named.by_people) == ("hair", True)
    assert named.named == {"hair": 1, "else": 1}
