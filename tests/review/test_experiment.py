"""The published experiment: what is dealt, and what the answers amount to."""

from collections.abc import Iterator

import pytest

from game.common.errors import Refused
from game.common.vocabulary import Design, Mode
from game.faces.decks.deck import Deck
from game.review.experiment import LENGTH, outcome
from game.rounds.dealing.dealer import Dealer
from game.rounds.plan import Photo, Plan, Reveal
from game.scoring.intervals import wilson
from game.scoring.signal_detection import criterion, d_prime_yes_no
from tests.fixtures.games import dealer_without_networks
from tests.fixtures.people import fake
from tests.rounds.playing import Maker

PLAN = Plan("deck", design=Design.YES_NO, mode=Mode.EXPERIMENT, feedback=False)


@pytest.fixture
def dealer(deck: Deck) -> Iterator[Dealer]:
    opened = dealer_without_networks(deck, Maker())
    yield opened
    opened.close()


def test_half_of_the_faces_are_photos_in_random_order_and_none_comes_twice(dealer: Dealer) -> None:
    made = dealer.fakes(PLAN, LENGTH)
    trials = dealer.trials(made, PLAN, set())
    assert all(len(faces) == 1 for faces in trials)
    faces = [face for (face,) in trials]
    real = [isinstance(face, Photo) for face in faces]
    assert (len(faces), sum(real)) == (LENGTH, LENGTH // 2)
    assert len(set(faces)) == LENGTH
    assert 20 < sum(real[: LENGTH // 2]) < 44  # mixed over both halves
    assert trials == dealer.trials(made, PLAN, set())
    seen = {face.name for face in faces if isinstance(face, Photo)}
    again = dealer.trials(dealer.make(1, PLAN, LENGTH // 2), PLAN, seen)
    assert not seen & {face.name for (face,) in again if isinstance(face, Photo)}


def test_who_has_seen_too_many_photos_is_told_so(dealer: Dealer) -> None:
    made = dealer.make(0, PLAN, LENGTH // 2)
    most = len(dealer.deck.play) // 2 - LENGTH // 2
    dealer.trials(made, PLAN, dealer.deck.play[:most])
    with pytest.raises(Refused, match=f"You have seen {most + 1} of the"):
        dealer.trials(made, PLAN, dealer.deck.play[: most + 1])


def reveal(position: int, real: bool, choice: int | None) -> Reveal:
    face = Photo(f"{position}.jpg") if real else fake(position)
    target = 0 if real else 1
    correct = None if choice is None else choice == target
    return Reveal(
        plan=PLAN,
        round_id=1,
        trial_id=position,
        position=position,
        faces=(face,),
        target_place=target,
        choice=choice,
        confidence=None,
        knows_face=choice is None,
        late=False,
        correct=correct,
        verdicts=(),
    )


def test_calling_a_fake_generated_is_a_hit() -> None:
    """Ten fakes of which seven are found, ten photos of which three are called generated."""
    past = [reveal(i, real=False, choice=1 if i < 7 else 0) for i in range(10)]
    past += [reveal(LENGTH // 2 + 1 + i, real=True, choice=1 if i < 3 else 0) for i in range(10)]
    found = outcome([*past, reveal(LENGTH, real=True, choice=None)])
    assert found is not None
    assert found.score == (14, 20)
    assert found.halves == ((7, 10), (7, 10))
    assert (found.accuracy.low, found.accuracy.high) == wilson(14, 20)
    assert found.d_prime.value == d_prime_yes_no(7, 10, 3, 10)
    assert found.d_prime.low < 0.3 < found.d_prime.value < found.d_prime.high
    assert found.criterion.value == pytest.approx(criterion(7, 10, 3, 10)) == pytest.approx(0)
    assert not found.feedback


def test_who_calls_everything_real_leans_to_real() -> None:
    found = outcome([reveal(i, real=i % 2 == 0, choice=0) for i in range(LENGTH)])
    assert found is not None
    assert found.accuracy.value == 0.5
    assert found.d_prime.value == pytest.approx(0)
    assert found.criterion.low > 1


def test_one_kind_of_face_says_nothing() -> None:
    assert outcome([]) is None
    assert outcome([reveal(1, real=True, choice=0), reveal(2, real=False, choice=None)]) is None
