"""The door for answers: what counts, what is refused, what may be seen when."""

import threading

import pytest

from game.common.errors import Refused
from game.common.vocabulary import Mode
from game.rounds import answering, players, revealing
from game.rounds.plan import Phase, Photo, Plan, Reveal, Turn, Verdict
from game.store.engine import Store
from game.store.tables import Guess
from tests.fixtures.people import fake

PLAN = Plan("deck", mode=Mode.TEST)  # which asks how sure one is in a step of its own
NO_PLACES = (0.5, 1.0, True, False, 1e308, 10**400, "0", None, [0], {})
NO_TIMES = (-1.0, float("nan"), float("inf"), 86_401, 10**400, True, "1", [1.0])


@pytest.fixture
def trials(tested: list[int]) -> list[int]:
    """Of a round by that plan."""
    return tested


def answer(store: Store, player: int, trial: int, place: int, **more: object) -> None:
    with store.write() as session:
        answering.answer(session, player, trial, place, **more)  # type: ignore[arg-type]


def judge(store: Store, network: int, trial: int, p_fake: list[float]) -> None:
    with store.write() as session:
        answering.judge(session, trial, {network: p_fake})


def close(store: Store, player: int, trial: int, confidence: int = 2) -> None:
    with store.write() as session:
        answering.close(session, player, trial, confidence)


def advance(store: Store, player: int, trial: int) -> None:
    with store.write() as session:
        answering.advance(session, player, trial)


def turn(store: Store, player: int) -> Turn | None:
    with store.read() as session:
        return revealing.turn(session, player)


def test_a_trial_goes_from_ask_to_sure_to_reveal_and_on(
    store: Store, ada: int, trials: list[int]
) -> None:
    assert turn(store, ada) == Turn(PLAN, trials[0], 1, 3, 2, Phase.ASK, None)
    answer(store, ada, trials[0], 1, seconds=2.5)
    assert turn(store, ada) == Turn(PLAN, trials[0], 1, 3, 2, Phase.SURE, 1)
    close(store, ada, trials[0], 3)
    assert turn(store, ada) == Turn(PLAN, trials[0], 1, 3, 2, Phase.REVEAL, 1)
    advance(store, ada, trials[0])
    assert turn(store, ada) == Turn(PLAN, trials[1], 2, 3, 2, Phase.ASK, None)


def test_the_round_ends_after_its_last_trial_and_is_scored(
    store: Store, ada: int, trials: list[int]
) -> None:
    for trial in trials:  # left each time: right, wrong, right
        answer(store, ada, trial, 0)
        close(store, ada, trial)
        advance(store, ada, trial)
    assert turn(store, ada) is None
    with store.read() as session:
        guesses = session.query(Guess).order_by(Guess.id).all()
        assert [guess.correct for guess in guesses] == [True, False, True]


def test_a_first_answer_stands(store: Store, ada: int, trials: list[int]) -> None:
    answer(store, ada, trials[0], 1, seconds=1.0)
    answer(store, ada, trials[0], 0, seconds=9.0)
    close(store, ada, trials[0], 1)
    close(store, ada, trials[0], 3)
    with store.read() as session:
        (guess,) = session.query(Guess).all()
        assert (guess.choice, guess.seconds, guess.confidence) == (1, 1.0, 1)


def test_twenty_presses_at_once_are_one_guess(store: Store, ada: int, trials: list[int]) -> None:
    failures: list[Exception] = []

    def press(place: int) -> None:
        try:
            answer(store, ada, trials[0], place)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=press, args=(n % 2,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with store.read() as session:
        assert session.query(Guess).count() == 1


def test_advancing_twice_moves_once(store: Store, ada: int, trials: list[int]) -> None:
    answer(store, ada, trials[0], 0)
    close(store, ada, trials[0])
    advance(store, ada, trials[0])
    advance(store, ada, trials[0])
    current = turn(store, ada)
    assert current is not None
    assert current.position == 2


def test_a_known_face_is_kept_and_not_scored(
    store: Store, ada: int, network: int, trials: list[int]
) -> None:
    with store.write() as session:
        answering.know(session, ada, trials[0])
    judge(store, network, trials[0], [0.1, 0.9])
    with store.read() as session:
        assert [guess.correct for guess in session.query(Guess)] == [None, None]
        found = revealing.reveal(session, ada, trials[0])
    assert found.knows_face
    assert found.target_place == 0


def test_a_reveal_tells_the_truth_and_what_the_network_said(
    store: Store, ada: int, network: int, trials: list[int]
) -> None:
    answer(store, ada, trials[0], 1)
    close(store, ada, trials[0])
    judge(store, network, trials[0], [0.2, 0.8])
    with store.read() as session:
        assert revealing.reveal(session, ada, trials[0]) == Reveal(
            plan=PLAN,
            round_id=1,
            trial_id=trials[0],
            position=1,
            faces=(Photo("a.jpg"), fake(1)),
            target_place=0,
            choice=1,
            confidence=2,
            knows_face=False,
            late=False,
            correct=False,
            verdicts=(Verdict("A network", (0.2, 0.8), True),),
        )


@pytest.mark.parametrize("closed", [False, True])
def test_the_truth_is_only_for_its_player_and_only_once_closed(
    store: Store, ada: int, trials: list[int], closed: bool
) -> None:
    with store.write() as session:
        eve = players.join(session, "Eve")[0].id
    answer(store, ada, trials[0], 0)
    if closed:
        close(store, ada, trials[0])
    with store.read() as session:
        with pytest.raises(Refused):
            revealing.reveal(session, eve, trials[0])
        if not closed:
            with pytest.raises(Refused):
                revealing.reveal(session, ada, trials[0])


def test_a_network_answers_after_the_person_only(
    store: Store, ada: int, network: int, trials: list[int]
) -> None:
    with pytest.raises(Refused, match="after the person"):
        judge(store, network, trials[0], [0.2, 0.8])
    answer(store, ada, trials[0], 0)
    with pytest.raises(Refused, match="after the person"):
        judge(store, network, trials[0], [0.2, 0.8])


def test_what_is_wrong_is_refused_and_stores_nothing(
    store: Store, ada: int, trials: list[int]
) -> None:
    with store.write() as session:
        eve = players.join(session, "Eve")[0].id
    for player, trial, place, seconds, message in [
        (eve, trials[0], 0, None, "another player"),
        (ada, trials[1], 0, None, "not been dealt"),
        (ada, 10**6, 0, None, "no such pair"),
        (10**6, trials[0], 0, None, "another player"),
        (ada, trials[0], 2, None, "no face"),
        (ada, trials[0], -1, None, "no face"),
        *((ada, trial, 0, None, "no such pair") for trial in ("1", True, 2.0, 10**400, [1])),
        *((ada, trials[0], place, None, "no face") for place in NO_PLACES),
        *((ada, trials[0], 0, seconds, "none and a day") for seconds in NO_TIMES),
    ]:
        with pytest.raises(Refused, match=message):
            answer(store, player, trial, place, seconds=seconds)  # type: ignore[arg-type]
    for seconds in NO_TIMES:
        with pytest.raises(Refused, match="none and a day"):
            answer(store, ada, trials[0], 0, shown_seconds=seconds)
    with pytest.raises(Refused, match="Choose a face"):
        close(store, ada, trials[0])
    with pytest.raises(Refused, match="Answer this pair"):
        advance(store, ada, trials[0])
    with pytest.raises(Refused, match="another player"):
        advance(store, eve, trials[0])
    answer(store, ada, trials[0], 0)
    with pytest.raises(Refused, match="1, 2 or 3"):
        close(store, ada, trials[0], 4)
    with store.read() as session:
        (guess,) = session.query(Guess).all()
        assert guess.closed_at is None


def test_a_trial_long_over_takes_no_answer(store: Store, ada: int, trials: list[int]) -> None:
    answer(store, ada, trials[0], 0)
    close(store, ada, trials[0])
    advance(store, ada, trials[0])
    with pytest.raises(Refused, match="over"):
        answer(store, ada, trials[0], 1)
    with store.write() as session:
        answering.abandon(session, ada)
    with pytest.raises(Refused, match="over"):
        answer(store, ada, trials[1], 1)
