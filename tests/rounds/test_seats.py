"""Several players at one round, and what each design asks."""

import pytest

from game.common.errors import Refused
from game.common.recipe import Recipe
from game.common.vocabulary import Design, Mode, Target
from game.faces.decks.deck import Deck
from game.rounds import answering, players, revealing, starting
from game.rounds.plan import Phase, Photo, Plan, Shown
from game.store.engine import Store
from game.store.tables import Guess, Round, Trial
from tests.fixtures.games import dealer_without_networks
from tests.fixtures.people import fake
from tests.rounds.playing import Maker


@pytest.fixture
def bo(store: Store) -> int:
    """A second person."""
    with store.write() as session:
        return players.join(session, "Bo")[0].id


def answer(store: Store, player: int, trial: int, place: int) -> None:
    with store.write() as session:
        answering.answer(session, player, trial, place)
        if revealing.turn(session, player).phase is Phase.SURE:  # type: ignore[union-attr]
            answering.close(session, player, trial, 2)


def begin(store: Store, player: int, plan: Plan, *trials: tuple[Shown, ...]) -> list[int]:
    with store.write() as session:
        return [t.id for t in starting.start(session, player, plan, 1, trials).trials]


def correct(store: Store, player: int) -> list[bool | None]:
    with store.read() as session:
        guesses = session.query(Guess).filter_by(player_id=player).order_by(Guess.trial_id)
        return [guess.correct for guess in guesses]


def test_two_players_at_one_round_go_each_at_their_own_pace(
    store: Store, ada: int, bo: int, network: int, trials: list[int]
) -> None:
    with store.write() as session:
        starting.sit(session, session.query(Round).one().id, bo)
    answer(store, ada, trials[0], 0)
    with store.write() as session:
        answering.judge(session, trials[0], {network: [0.2, 0.8]})
        answering.advance(session, ada, trials[0])
    with store.read() as session:
        ada_at, bo_at = revealing.turn(session, ada), revealing.turn(session, bo)
        assert ada_at is not None
        assert bo_at is not None
        assert (ada_at.position, bo_at.position) == (2, 1)
        # What Ada and the network said of it is not Bo's to see yet.
        with pytest.raises(Refused, match="not yours to see yet"):
            revealing.reveal(session, bo, trials[0])
    answer(store, bo, trials[0], 1)
    with store.read() as session:
        (own,) = revealing.reveals(session, session.query(Round).one().id, bo)
        assert (own.choice, own.correct, len(own.verdicts)) == (1, False, 1)


def test_a_round_is_deleted_with_the_last_who_sat_at_it(
    store: Store, ada: int, bo: int, trials: list[int]
) -> None:
    with store.write() as session:
        starting.sit(session, session.query(Round).one().id, bo)
    answer(store, ada, trials[0], 0)
    answer(store, bo, trials[0], 0)
    with store.write() as session:
        players.forget(session, ada)
    with store.read() as session:
        assert session.query(Guess).one().player_id == bo
    with store.write() as session:
        players.forget(session, bo)
    with store.read() as session:
        for table in (Round, Trial, Guess):
            assert session.query(table).count() == 0


def test_a_photo_that_the_player_has_had_before_is_kept_and_not_scored(
    store: Store, ada: int, bo: int, trials: list[int]
) -> None:
    answer(store, ada, trials[0], 0)
    with store.write() as session:
        answering.abandon(session, ada)
    again = begin(store, bo, Plan("deck"), (Photo("a.jpg"), fake(7)), (Photo("z.jpg"), fake(8)))
    with store.write() as session:
        starting.sit(session, session.get_one(Trial, again[0]).round_id, ada)
    for trial in again:
        answer(store, ada, trial, 0)
        with store.write() as session:
            answering.advance(session, ada, trial)
    assert correct(store, ada) == [True, None, True]


@pytest.mark.parametrize(("face", "right"), [(Photo("p.jpg"), 0), (fake(4), 1)])
def test_a_single_face_is_called_real_by_0_and_not_real_by_1(
    store: Store, ada: int, network: int, face: Shown, right: int
) -> None:
    (trial,) = begin(store, ada, Plan("deck", design=Design.YES_NO), (face,))
    with pytest.raises(Refused, match="no face"):
        answer(store, ada, trial, 2)
    answer(store, ada, trial, right)
    with store.write() as session:
        answering.judge(session, trial, {network: [0.1 if right == 0 else 0.9]})
    assert correct(store, ada) == correct(store, network) == [True]


@pytest.mark.parametrize("target", Target)
def test_the_odd_one_out_is_the_one_that_is_asked_for(
    store: Store, ada: int, network: int, target: Target
) -> None:
    odd = Photo("p.jpg") if target is Target.REAL else fake(9)
    others = [fake(n) if target is Target.REAL else Photo(f"{n}.jpg") for n in range(3)]
    plan = Plan("deck", design=Design.ODD_ONE_OUT, target=target)
    (trial,) = begin(store, ada, plan, (others[0], others[1], odd, others[2]))
    answer(store, ada, trial, 2)
    odd_p, other_p = (0.4, 0.9) if target is Target.REAL else (0.6, 0.1)
    with store.write() as session:
        answering.judge(session, trial, {network: [other_p, other_p, odd_p, other_p]})
    assert correct(store, ada) == correct(store, network) == [True]


@pytest.mark.parametrize("mode", [Mode.ATTACK, Mode.ROOM, Mode.EXPERIMENT])
def test_where_time_counts_an_answer_is_final_at_once(store: Store, ada: int, mode: Mode) -> None:
    (trial,) = begin(store, ada, Plan("deck", mode=mode), (Photo("p.jpg"), fake(1)))
    with store.write() as session:
        answering.answer(session, ada, trial, 0)
    assert correct(store, ada) == [True]


@pytest.mark.parametrize(
    ("design", "target", "photos", "fakes"),
    [
        (Design.TWO_AFC, Target.REAL, 1, 1),
        (Design.ODD_ONE_OUT, Target.REAL, 1, 3),
        (Design.ODD_ONE_OUT, Target.FAKE, 3, 1),
    ],
)
def test_a_dealt_trial_has_as_many_of_each_kind_as_its_design_says(
    deck: Deck, design: Design, target: Target, photos: int, fakes: int
) -> None:
    dealer = dealer_without_networks(deck, Maker())
    plan = Plan(deck.name, design=design, target=target)
    trials = dealer.trials(dealer.fakes(plan, 6), plan, set())
    dealer.close()
    assert len(trials) == 6
    for faces in trials:
        assert sum(isinstance(face, Photo) for face in faces) == photos
        assert sum(isinstance(face, Recipe) for face in faces) == fakes
    dealt = [face for faces in trials for face in faces]
    assert len(set(dealt)) == len(dealt)


def test_single_faces_are_of_both_kinds_in_no_fixed_number(deck: Deck) -> None:
    dealer = dealer_without_networks(deck, Maker())
    plan = Plan(deck.name, design=Design.YES_NO)
    real = []
    for seed in range(6):
        trials = dealer.trials(dealer.make(seed, plan, 10), plan, set())
        assert all(len(faces) == 1 for faces in trials)
        real.append(sum(isinstance(faces[0], Photo) for faces in trials))
    dealer.close()
    assert 15 < sum(real) < 45
    assert len(set(real)) > 1
