"""Who asks to come back into a room, and what the host's answer does."""

import pytest

from game.classroom.returning import MOST, PATIENCE, Returning
from game.common.errors import Refused
from game.rounds.players import identity

CODE = "blue-otter-42"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_token_is_worth_something_after_the_nod_alone() -> None:
    returning = Returning()
    token = returning.ask(CODE, 1)
    assert returning.of(CODE) == {1}
    assert returning.of("red-otter-42") == set()
    assert returning.waits(CODE, token)
    assert not returning.waits(CODE, "another")
    assert not returning.waits("red-otter-42", token)
    assert returning.admit(CODE, 1) == identity(token)
    assert not returning.waits(CODE, token)
    with pytest.raises(Refused, match="Nobody asks"):
        returning.admit(CODE, 1)


def test_one_browser_at_a_time_may_ask_for_a_player() -> None:
    clock = Clock()
    returning = Returning(clock)
    first = returning.ask(CODE, 1)
    with pytest.raises(Refused, match="asked about this player already"):
        returning.ask(CODE, 1)
    assert returning.waits(CODE, first)
    clock.now = PATIENCE
    second = returning.ask(CODE, 1)
    assert not returning.waits(CODE, first)
    assert returning.admit(CODE, 1) == identity(second)


def test_a_refused_one_is_told_and_cannot_ask_again_at_once() -> None:
    returning = Returning()
    token = returning.ask(CODE, 1)
    returning.refuse(CODE, 1)
    returning.refuse(CODE, 2)  # nobody asked
    assert returning.of(CODE) == set()
    with pytest.raises(Refused, match="has not let you back in"):
        returning.waits(CODE, token)
    with pytest.raises(Refused, match="already"):
        returning.ask(CODE, 1)
    with pytest.raises(Refused, match="Nobody asks"):
        returning.admit(CODE, 1)


def test_requests_without_end_push_out_the_oldest() -> None:
    returning = Returning()
    for player_id in range(MOST + 1):
        returning.ask(CODE, player_id)
    assert returning.of(CODE) == set(range(1, MOST + 1))
