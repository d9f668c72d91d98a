"""A person and a network as a team on one round."""

import pytest

from game.review import second_opinion
from game.review.guesses.cache import GuessCache
from game.rounds import answering, revealing
from game.rounds.plan import Reveal
from game.store import player_queries
from game.store.engine import Store

TRUST = {1: 0.5, 3: 0.9}


@pytest.fixture
def judged(store: Store, ada: int, network: int, trials: list[int]) -> Store:
    """Ada calls the left one real (right, wrong, right), certain of it; the network errs first."""
    for trial, p_fake in zip(trials, ([0.6, 0.4], [0.9, 0.2], [0.2, 0.7]), strict=True):
        with store.write() as session:
            answering.answer(session, ada, trial, 0, confidence=3)
            answering.judge(session, trial, {network: p_fake})
            answering.advance(session, ada, trial)
    return store


def past(store: Store, player: int) -> list[Reveal]:
    with store.read() as session:
        seat = session.scalars(player_queries.last_ended_seat(player, ())).one()
        return revealing.reveals(session, seat.round_id, player)


def test_a_team_mends_what_one_of_two_gets_wrong(judged: Store, ada: int) -> None:
    reveals = past(judged, ada)
    assert [reveal.correct for reveal in reveals] == [True, False, True]
    together = second_opinion.team_outcomes(reveals, TRUST, ["A network", "Nobody"])
    assert together["A network"] == [True, True, True]
    assert together["Nobody"] == [None, None, None]


def test_trust_comes_from_other_rounds_only(judged: Store, ada: int) -> None:
    (reveal, *_) = past(judged, ada)
    table = GuessCache(judged).fresh()
    nothing = {1: 0.5, 2: 0.5, 3: 0.5}
    assert second_opinion.trusted(table, "deck", None, reveal.round_id) == nothing
    assert second_opinion.trusted(table, "deck", None, reveal.round_id + 1) == {**nothing, 3: 3 / 5}
