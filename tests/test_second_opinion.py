"""People beside judges: the team's score, agreement, and what of it may be shown to whom."""

import pytest

from game import players, rounds, second_opinion
from game.rounds import Photo, Plan
from game.store.engine import Store
from tests.conftest import fake

TRUST = {1: 0.5, 3: 0.9}


@pytest.fixture
def judged(store: Store, ada: int, network: int, trials: list[int]) -> Store:
    """Ada calls the left one real (right, wrong, right), certain of it; the network errs first."""
    for trial, p_fake in zip(trials, ([0.6, 0.4], [0.9, 0.2], [0.2, 0.7]), strict=True):
        with store.write() as session:
            rounds.answer(session, ada, trial, 0)
            rounds.close(session, ada, trial, 3)
            rounds.judge(session, network, trial, p_fake)
            rounds.advance(session, ada, trial)
    return store


def past(store: Store, player: int) -> list[rounds.Reveal]:
    with store.read() as session:
        seat = session.scalars(rounds.queries.last_ended_seat(player)).one()
        return rounds.reveals(session, seat.round_id, player)


def test_a_team_mends_what_one_of_two_gets_wrong(judged: Store, ada: int) -> None:
    reveals = past(judged, ada)
    assert [reveal.correct for reveal in reveals] == [True, False, True]
    marks = second_opinion.team_marks(reveals, TRUST, ["A network", "Nobody"])
    assert marks["A network"] == [True, True, True]
    assert marks["Nobody"] == [None, None, None]


def test_trust_comes_from_other_rounds_only(judged: Store, ada: int) -> None:
    (reveal, *_) = past(judged, ada)
    with judged.read() as session:
        assert second_opinion.trusted(session, reveal.round_id) == {}
        assert second_opinion.trusted(session, reveal.round_id + 1) == {3: 3 / 5}


def test_agreement_counts_pairs_that_both_have_judged(
    judged: Store, ada: int, network: int
) -> None:
    with judged.read() as session:
        ((agreement,), opinions) = second_opinion.compare(session, "deck", [network])
        assert (agreement.network, agreement.n) == ("A network", 3)
        assert agreement.people == agreement.judge == pytest.approx(2 / 3)
        # Right together in 1 of 3; by their hit rates alone it would be 5 of 9.
        assert agreement.kappa == pytest.approx((1 / 3 - 5 / 9) / (1 - 5 / 9))
        assert second_opinion.compare(session, "deck", [network + 1]) == ([], [])
    by_face = {opinion.face: opinion for opinion in opinions}
    assert len(by_face) == 6
    # Certain people were right 2 times in 3: (2 + 1) / (3 + 2).
    assert by_face[Photo("a.jpg")].people == pytest.approx(0.4)
    assert by_face[fake(2)].people == pytest.approx(0.4)
    assert by_face[fake(2)].judges == {"A network": 0.9}
    assert by_face[fake(2)].gap("A network") == pytest.approx(0.5)


def test_a_photo_is_shown_to_those_only_who_have_judged_it(
    judged: Store, ada: int, network: int
) -> None:
    with judged.write() as session:
        bo = players.join(session, "Bo")[0].id
        pairs = [(Photo("a.jpg"), fake(9)), (Photo("z.jpg"), fake(8))]
        rounds.start(session, bo, Plan("deck"), 2, pairs)
    with judged.read() as session:
        _, opinions = second_opinion.compare(session, "deck", [network])
        shown = {
            who: {
                o.face.name
                for o in second_opinion.shown_to(opinions, session, who)
                if isinstance(o.face, Photo)
            }
            for who in (ada, bo, None)
        }
        assert shown == {ada: {"a.jpg", "b.jpg", "c.jpg"}, bo: set(), None: set()}
        assert len(second_opinion.shown_to(opinions, session, None)) == 3


def test_an_open_pair_is_no_ones_opinion_yet(
    store: Store, ada: int, network: int, trials: list[int]
) -> None:
    with store.write() as session:
        rounds.answer(session, ada, trials[0], 0)
    with store.read() as session:
        assert second_opinion.compare(session, "deck", [network]) == ([], [])
