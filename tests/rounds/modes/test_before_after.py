"""The test before and after practice: which block comes next, and what adds up."""

from datetime import UTC, datetime, timedelta

import pytest

from game.common.vocabulary import Mode
from game.rounds import answering, starting
from game.rounds.modes.before_after import TOGETHER, Block, Stage, gain, progress
from game.rounds.plan import Photo, Plan
from game.scoring.intervals import newcombe
from game.store import player_queries
from game.store.engine import Store
from tests.fixtures.people import fake

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def block(stage: Stage, hours: float = 0, right: int = 5, closed: int = 10) -> Block:
    return Block(1, stage.feedback, NOON + timedelta(hours=hours), 10, closed, 10, right)


def test_a_cycle_goes_from_before_to_practice_to_after_and_round() -> None:
    blocks: list[Block] = []
    for stage in (*Stage, *Stage):
        assert progress(blocks, NOON).stage is stage
        blocks.append(block(stage))
    done = progress(blocks, NOON)
    assert done.stage is Stage.BEFORE
    assert [len(cycle) for cycle in done.cycles] == [3, 3]


def test_a_block_that_was_left_is_to_be_done_again() -> None:
    blocks = [block(Stage.BEFORE), block(Stage.PRACTICE, closed=4)]
    assert progress(blocks, NOON).stage is Stage.PRACTICE


def test_a_cycle_that_was_left_for_a_day_begins_anew_and_the_complete_ones_stay() -> None:
    late = TOGETHER.total_seconds() / 3600
    blocks = [*map(block, Stage), block(Stage.BEFORE, 1), block(Stage.PRACTICE, 2)]
    assert progress(blocks, NOON + TOGETHER).stage is Stage.AFTER
    assert progress(blocks, NOON + TOGETHER + timedelta(hours=1)).stage is Stage.BEFORE
    # What is played then is a first block, not the last of the old cycle.
    anew = progress([*blocks, block(Stage.BEFORE, late + 1)], NOON + TOGETHER + timedelta(hours=2))
    assert anew.stage is Stage.PRACTICE
    assert len(anew.cycles) == 1


def test_the_gain_adds_up_over_cycles() -> None:
    one = (
        block(Stage.BEFORE, right=4),
        block(Stage.PRACTICE, right=9),
        block(Stage.AFTER, right=8),
    )
    two = (
        block(Stage.BEFORE, right=6),
        block(Stage.PRACTICE, right=9),
        block(Stage.AFTER, right=7),
    )
    found = gain([one, two])
    assert found is not None
    assert (found.before, found.after) == ((10, 20), (15, 20))
    assert found.gain == pytest.approx(0.25)
    assert (found.low, found.high) == newcombe(15, 20, 10, 20)


def test_without_a_scored_pair_there_is_no_gain() -> None:
    nothing = Block(1, False, NOON, 10, 10, 0, 0)
    assert gain([(nothing, block(Stage.PRACTICE), block(Stage.AFTER))]) is None


def test_the_store_tells_the_ended_blocks_of_this_player_in_order(
    store: Store, ada: int, trials: list[int]
) -> None:
    with store.write() as session:
        answering.abandon(session, ada)
    for number, feedback in enumerate((False, True)):
        pairs = [(Photo(f"{number}-{i}.jpg"), fake(10 * number + i)) for i in range(3)]
        with store.write() as session:
            plan = Plan("deck", mode=Mode.TEST, feedback=feedback)
            dealt = [t.id for t in starting.start(session, ada, plan, 1, pairs).trials]
        for trial, place in zip(dealt, (0, 1), strict=False):
            with store.write() as session:
                answering.answer(session, ada, trial, place, confidence=2)
                answering.advance(session, ada, trial)
        with store.write() as session:
            if feedback:
                answering.abandon(session, ada)
            else:
                answering.know(session, ada, dealt[2])
                answering.advance(session, ada, dealt[2])
    with store.read() as session:
        rows = session.execute(player_queries.ended_blocks(ada, Mode.TEST)).all()
        blocks = [Block(*row) for row in rows]
        assert [(b.feedback, b.trials, b.closed, b.scored, b.right) for b in blocks] == [
            (False, 3, 3, 2, 1),
            (True, 3, 2, 2, 1),
        ]
        # The play page does not look back on any of them.
        last = session.scalars(
            player_queries.last_ended_seat(ada, [Mode.TEST, Mode.EXPERIMENT])
        ).one()
        assert last.round.mode is Mode.ROUND
